import type { Node } from 'prosemirror-model'
import { expect, test } from 'vitest'
import { schema } from '../../model/schema.ts'
import { renderBrief } from '../../templates/render.ts'
import { pdfText } from '../support/pdf.ts'
import { oddBody } from '../support/odd.ts'
import { seedsFor } from '../support/random.ts'
import { briefOf, doc, p, prose } from './sample.ts'

test('prints whatever a peer wrote into the attributes of any node', async () => {
  for (const seed of seedsFor(40)) {
    await expect(renderBrief(briefOf(oddBody(seed)), null).then(({ report }) => report.pages > 0), `seed ${seed}`).resolves.toBe(true)
  }
})

test.each(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])('prints a field called “%s” that nobody filled as nothing', async (name) => {
  const { pdf } = await renderBrief(briefOf(doc(p('before', schema.node('field', { name }), 'after'), schema.node('clearances'))), null)
  expect(await pdfText(pdf)).toContain('beforeafter')
})

test('numbers a list from any start in a label of a few letters', async () => {
  for (const start of [0, -3, 2.5, 1e9, 1e308]) {
    const numbered = (inner: readonly Node[]) => schema.node('list', { kind: 'ordered', start }, [schema.node('item', null, [p('item'), ...inner])])
    const { pdf } = await renderBrief(briefOf(doc(numbered([numbered([numbered([])])]), p(prose(5)))), null)
    expect((await pdfText(pdf)).length, `start ${start}`).toBeLessThan(400)
  }
})
