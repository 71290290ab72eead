/** The sheet of shortcuts. */
import { Dialog } from '../ui/dialog.tsx'
import { keyName } from '../ui/words.ts'

const SHEET: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Evidence',
    keys: [
      ['Mod-Shift-F', 'Find a passage and insert it as a fact'],
      ['Enter', 'In the list: insert the fact with its citation'],
      ['Alt-Enter', 'In the list: cite without the words'],
      ['Escape', 'Back to the text'],
    ],
  },
  {
    title: 'Words',
    keys: [
      ['Mod-B', 'Bold'],
      ['Mod-I', 'Italic'],
      ['Mod-E', 'Code'],
      ['Mod-K', 'Link'],
      ['Mod-Z', 'Undo my last change'],
      ['Mod-Shift-Z', 'Redo'],
    ],
  },
  {
    title: 'Paragraphs',
    keys: [
      ['Mod-Alt-0', 'Body text'],
      ['Mod-Alt-1', 'Heading 1 (up to 6)'],
      ['Mod-Shift-7', 'Numbered list'],
      ['Mod-Shift-8', 'Bulleted list'],
      ['Mod-Shift-9', 'Quotation'],
      ['Tab', 'Deeper in a list, next cell in a table'],
      ['Shift-Tab', 'Back out'],
    ],
  },
  {
    title: 'Pro and con',
    keys: [
      ['Mod-Shift-P', 'Insert a section'],
      ['Alt-↑', 'Move the point up (Alt-↓ down)'],
      ['Alt-Enter', 'What else can be done with the point'],
    ],
  },
  { title: 'Page', keys: [['Mod-/', 'This sheet']] },
]

export function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <div className="dialog-body key-sheet">
        {SHEET.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([shortcut, meaning]) => (
                <div key={shortcut}>
                  <dt>{meaning}</dt>
                  <dd>
                    <kbd>{keyName(shortcut)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
