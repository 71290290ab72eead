/** What typing turns into: Markdown's openings of blocks, and slash words that open a panel. Quotes and dashes stay as typed: a quotation must match its source. */
import { InputRule, inputRules, wrappingInputRule } from 'prosemirror-inputrules'
import { type Plugin, TextSelection } from 'prosemirror-state'
import type { ListKind } from '#model/nodes/text.ts'
import { schema } from '#model/schema.ts'
import type { Asking } from './keymap.ts'

export function inputRulesPlugin({ onAskFact, onAskArgument }: Pick<Asking, 'onAskFact' | 'onAskArgument'>): Plugin {
  return inputRules({
    rules: [headingRule, ruleRule, listRule(/^\s*[-*•]\s$/, 'bullet'), listRule(/^\s*(\d{1,3})[.)]\s$/, 'ordered'), wrappingInputRule(/^\s*>\s$/, schema.nodes.quote), slashRule('fact', onAskFact), slashRule('procon', onAskArgument)],
  })
}

/** "## " makes the paragraph a heading, in place: the node stays the same one. */
const headingRule = new InputRule(/^(#{1,6})\s$/, (state, match, start, end) => {
  const $start = state.doc.resolve(start)
  if ($start.parent.type !== schema.nodes.paragraph) return null
  return state.tr.delete(start, end).setNodeAttribute($start.before(), 'level', match[1]?.length ?? 1)
})

/** "---" at the start of a paragraph becomes a rule with the paragraph below it. */
const ruleRule = new InputRule(/^---$/, (state, _match, start, end) => {
  const $start = state.doc.resolve(start)
  if ($start.parent.type !== schema.nodes.paragraph || !$start.node(-1).type.contentMatch.matchType(schema.nodes.rule)) return null
  const tr = state.tr.delete(start, end).insert($start.before(), schema.nodes.rule.create())
  return tr.setSelection(TextSelection.near(tr.doc.resolve($start.before() + 2)))
})

function listRule(pattern: RegExp, kind: ListKind): InputRule {
  const startOf = (match: RegExpMatchArray) => Number(match[1] ?? 1)
  return wrappingInputRule(
    pattern,
    schema.nodes.list,
    (match) => ({ kind, start: startOf(match) }),
    (match, before) => before.attrs['kind'] === kind && (kind === 'bullet' || before.childCount + Number(before.attrs['start']) === startOf(match)),
  )
}

/** "/fact " takes the word away and opens the panel. */
function slashRule(word: string, open: () => void): InputRule {
  return new InputRule(new RegExp(`(?:^|\\s)/${word}\\s$`), (state, match, _start, end) => {
    // After the transaction is in: the panel takes the focus.
    queueMicrotask(open)
    const typed = match[0].trimStart().length - 1
    return state.tr.delete(end - typed, end)
  })
}
