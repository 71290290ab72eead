/** `docs/templates.md` is a promise: what it shows must work as it says. */
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readMarkdown } from '#model/markdown/read.ts'
import { BLOCK_DIRECTIVES, INLINE_DIRECTIVES, MARK_DIRECTIVES } from '#model/markdown/rules.ts'
import { templateManifest } from '#model/template.ts'
import { loadCatalog } from '#templates/catalog.ts'
import { instantiate, parseData, resolveData } from '#templates/instantiate.ts'
import { seededBytes } from '../support/random.ts'
import { factRecordOf } from '../support/record.ts'

const found = factRecordOf('f1', { claim: 'Trade reached $798 billion.', value: 798e9, unit: 'USD', csl: { type: 'webpage', title: 'Trade' } })
const page = await readFile(new URL('../../docs/templates.md', import.meta.url), 'utf8')
const [manifest, data] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => JSON.parse(match[1] ?? '') as unknown)

test('shows a manifest that is one', () => {
  expect(templateManifest.safeParse(manifest).success).toBe(true)
})

test('shows data that fills the policy memo', async () => {
  const { answers } = await resolveData(parseData(data), () => found)
  expect(instantiate((await loadCatalog()).get('policy-memo'), answers, seededBytes(1)).body.textContent).toContain('about $798 billion')
})

test('names every directive there is, and none that is not', () => {
  for (const name of [...BLOCK_DIRECTIVES.keys(), ...INLINE_DIRECTIVES.keys()]) {
    if (['item', 'quote'].includes(name)) continue
    expect(page, name).toMatch(new RegExp(`:${name}\\b`))
  }
  for (const name of [...MARK_DIRECTIVES.keys()].filter((mark) => !['link', 'strong', 'em', 'code'].includes(mark))) expect(page, name).toContain(`:${name}`)
})

test('shows lines of Markdown that are read without a fault', () => {
  const shown = [...page.matchAll(/`(::?[a-z]+(?:\[[^`]*\])?(?:\{[^`]*\})?)`/g)].map((match) => match[1] ?? '').filter((line) => /[[{]|^::/.test(line) && !line.includes('KEY') && !line.includes('…'))
  expect(shown.length).toBeGreaterThan(8)
  for (const line of shown) expect(() => readMarkdown(line), line).not.toThrow()
})
