import { beforeAll, expect, test } from 'vitest'
import { locate } from '../../model/anchor.ts'
import { foldWords } from '../../model/fold.ts'
import { readFigures } from '../../model/quantity.ts'
import { SHIPPED_AXES } from '../../model/axis.ts'
import { type LibraryEntry, readEntry } from '../../sources/library.ts'
import { type SampleSource, sampleSources } from '../../sources/samples.ts'

let samples: readonly SampleSource[] = []
let entries: LibraryEntry[] = []

beforeAll(async () => {
  samples = await sampleSources()
  for (const { file, bytes, csl } of samples) {
    const entry = await readEntry({ name: file, bytes, csl }, 0)
    if ('reason' in entry) throw new Error(entry.reason)
    entries.push(entry)
  }
})

test('ships five sources in three formats, one of them undated, honest about where they come from', () => {
  expect(samples).toHaveLength(5)
  expect(new Set(samples.map((sample) => sample.file.split('.').at(-1)))).toEqual(new Set(['md', 'txt', 'html']))
  expect(samples.filter((sample) => sample.csl.issued === undefined)).toHaveLength(1)
  expect(samples.every((sample) => sample.csl.publisher === 'Counterpoint sample library')).toBe(true)
})

test('keeps each sample between 400 and 700 words', () => {
  for (const { snapshot } of entries) {
    const words = snapshot.text.split(/\s+/u).length
    expect(words).toBeGreaterThan(400)
    expect(words).toBeLessThan(700)
  }
})

test('names who reported the leading figures', () => {
  samples.forEach((sample, index) => {
    expect(entries[index]?.voices).toContain(`reported:${sample.reporter}`)
  })
})

test('lets sources disagree on the length of the border', () => {
  const lengths = new Set(entries.flatMap((entry) => readFigures(entry.snapshot.text)).filter((figure) => /mi_i|km/.test(figure.unit ?? '')).map((figure) => figure.value))
  for (const length of [1954, 2000, 3145]) expect(lengths).toContain(length)
})

test('has something to argue on every pole of the shipped axes', () => {
  for (const pole of SHIPPED_AXES.flatMap((axis) => axis.poles)) {
    const cues = pole.cues.filter((cue) => cue.weight >= 2).map((cue) => foldWords(cue.text))
    const leaning = entries.filter((entry) => entry.snapshot.passages.some((passage) => cues.some((cue) => ` ${foldWords(passage.quote.exact)} `.includes(` ${cue} `))))
    expect(leaning.length, pole.id).toBeGreaterThanOrEqual(2)
  }
})

test('finds every passage of every sample again', () => {
  for (const { snapshot } of entries)
    for (const { quote, position } of snapshot.passages.slice(0, 12)) expect(locate(`Preface.\n\n${snapshot.text}`, quote)).toMatchObject({ status: 'exact', start: position.start + 10 })
})
