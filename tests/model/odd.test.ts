import { expect, test } from 'vitest'
import { citationNotes } from '#model/cite.ts'
import { readBriefMarkdown, writeBriefMarkdown } from '#model/markdown/brief.ts'
import { schema } from '#model/schema.ts'
import { soundNode } from '#model/sound.ts'
import { oddBody } from '../support/odd.ts'
import { seedsFor } from '../support/random.ts'
import { briefOf, doc, p } from '../templates/sample.ts'

test('numbers the notes of whatever a peer wrote', () => {
  for (const seed of seedsFor(200)) {
    const body = oddBody(seed)
    expect(() => citationNotes(body, briefOf(body).facts), `seed ${seed}`).not.toThrow()
  }
})

test.each(seedsFor(24))('writes whatever a peer wrote as Markdown that can be read again (seed %i)', (seed) => {
  const body = oddBody(seed)
  const text = writeBriefMarkdown(briefOf(body))
  expect(() => readBriefMarkdown(text), text).not.toThrow()
})

test('leaves a sound document as it is', () => {
  const body = doc(p('a', schema.node('citation', { cid: 'c', items: [{ sourceId: 's' }] })), schema.node('chart', { spec: { mark: 'bar' }, data: [{ a: 1 }] }))
  expect(soundNode(body)).toBe(body)
})

test('takes a number that is none for the default', () => {
  const body = doc(schema.node('list', { kind: 'ordered', start: Number.NaN }, [schema.node('item', null, [p('one')])]))
  const { content } = readBriefMarkdown(writeBriefMarkdown(briefOf(body))).body
  expect(content.firstChild?.attrs['start']).toBe(1)
  expect(content.firstChild?.textContent).toBe('one')
})
