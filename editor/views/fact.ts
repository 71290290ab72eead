/** A fact: its words with a quiet line under them; the title names the source. */
import { plainText, shortLabel } from '#model/cite.ts'
import { factRecord, reporter } from '#model/fact.ts'
import { factsOf } from '#model/ydoc.ts'
import { element } from './dom.ts'
import { framed } from './view.ts'

export const factView = framed(({ ydoc }) => {
  const dom = element('span', { class: 'fact' })
  return {
    dom,
    content: dom,
    draw(node) {
      const { factId, iid } = node.attrs as { factId: string; iid: string }
      dom.dataset['fact'] = factId
      dom.dataset['iid'] = iid
      const record = factRecord.safeParse(factsOf(ydoc).get(factId)).data
      const who = record ? reporter(record) : null
      dom.title = record ? plainText([{ text: shortLabel(record.csl) }, { text: who === null ? '' : `, quoting ${who}` }, { text: `: “${record.claim}”` }]) : 'The source of this fact is not in this brief.'
      dom.classList.toggle('is-loose', !record)
    },
  }
})
