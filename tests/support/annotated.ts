/**
 * Pages of which a person has said what every block is, and how well our reading agrees. Own pages stand in tests/fixtures/blocks: the text beside a
 * JSON that labels its blocks in order, each by how it begins. Other sets are read in the form of spans (`boilerplate: [{start, end}]` over text whose
 * whitespace is collapsed).
 */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Block } from '../../model/source.ts'
import { classifyBlocks } from '../../sources/blocks.ts'
import { type Metadata, suggestMetadata } from '../../sources/metadata.ts'
import { readText } from '../../sources/read/text.ts'

/** `metadata` is null where only the blocks were annotated. `other`: a caption, a pull quote, the heading of an imprint, where either answer is right. */
export type Label = 'article' | 'heading' | 'title' | 'about' | 'reference' | 'other' | `boilerplate:${string}`
export type Labelled = { start: number; end: number; label: Label }
export type ExpectedMetadata = { title: string | null; authors: readonly string[]; publisher: string | null; date: string | null; language: string | null }
export type AnnotatedPage = { name: string; manner: string; text: string; labelled: readonly Labelled[]; metadata: ExpectedMetadata | null }

const OWN = new URL('../fixtures/blocks/', import.meta.url)

/** Our own pages. Throws when a label's beginning is not found: then text and labels have come apart. */
export async function ownPages(): Promise<AnnotatedPage[]> {
  const names = (await readdir(OWN)).filter((name) => name.endsWith('.json')).toSorted()
  return Promise.all(
    names.map(async (file) => {
      const name = basename(file, '.json')
      const text = await readFile(new URL(`${name}.txt`, OWN), 'utf8')
      const said = JSON.parse(await readFile(new URL(file, OWN), 'utf8')) as {
        manner: string
        metadata: ExpectedMetadata | null
        blocks: { label: Label; begins: string }[]
      }
      return { name, manner: said.manner, text, labelled: locate(name, text, said.blocks), metadata: said.metadata }
    }),
  )
}

function locate(name: string, text: string, blocks: readonly { label: Label; begins: string }[]): Labelled[] {
  let at = 0
  const starts = blocks.map(({ begins }) => {
    const start = text.indexOf(begins, at)
    if (start < 0) throw new RangeError(`${name}: no block begins with "${begins}" behind ${at}`)
    at = start + begins.length
    return start
  })
  return blocks.map(({ label }, index) => {
    const start = starts[index] ?? 0
    return { start, end: start + text.slice(start, starts[index + 1] ?? text.length).trimEnd().length, label }
  })
}

/** Annotations of another place: `*.json` files that name a text of `texts` and the spans in it that are not the article. */
export async function spannedPages(folder: string, texts: string): Promise<AnnotatedPage[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  return Promise.all(
    names.map(async (file) => {
      const said = JSON.parse(await readFile(join(folder, file), 'utf8')) as {
        file: string
        metadata: ExpectedMetadata
        boilerplate: { start: number; end: number; kind: string }[]
      }
      const text = await readFile(join(texts, said.file), 'utf8')
      const offsets = collapsedOffsets(text)
      const marked = said.boilerplate.map(
        ({ start, end, kind }): Labelled => ({ start: offsets[start] ?? 0, end: (offsets[end - 1] ?? 0) + 1, label: `boilerplate:${kind}` }),
      )
      return { name: basename(said.file), manner: 'annotated elsewhere', text, labelled: withArticle(text, marked), metadata: said.metadata }
    }),
  )
}

/** For each unit of the text with its whitespace collapsed and its ends trimmed, where it stands in the original. */
function collapsedOffsets(text: string): number[] {
  const offsets: number[] = []
  for (const match of text.matchAll(/\s+|\S+/gu)) {
    const blank = /^\s/u.test(match[0])
    if (blank && (offsets.length === 0 || match.index + match[0].length === text.length)) continue
    for (let unit = 0; unit < (blank ? 1 : match[0].length); unit++) offsets.push(match.index + unit)
  }
  return offsets
}

/** What lies between the marked spans is article, one piece a paragraph. */
function withArticle(text: string, marked: readonly Labelled[]): Labelled[] {
  const paragraphs = Array.from(text.matchAll(/[^\n]+/gu), (match) => ({
    start: match.index,
    end: match.index + match[0].trimEnd().length,
    label: 'article' as const,
  })).filter(({ start, end }) => text.slice(start, end).trim() !== '')
  return [...marked, ...paragraphs.filter((one) => !marked.some((other) => one.start < other.end && other.start < one.end))].toSorted(
    (a, b) => a.start - b.start,
  )
}

/** `lost`: blocks of the article that were marked away. `left`: boilerplate that was not found. `otherKind`: found, but called something else. */
export type BlockScore = {
  found: number
  left: readonly string[]
  lost: readonly string[]
  otherKind: readonly string[]
  referencesFound: number
  referencesLeft: readonly string[]
}

export function readPage(page: AnnotatedPage): { blocks: readonly Block[]; metadata: Metadata } {
  const reading = readText(page.text)
  const blocks = classifyBlocks(page.text, reading.blocks, null)
  return { blocks, metadata: suggestMetadata(reading, blocks) }
}

export function scoreBlocks(page: AnnotatedPage, blocks: readonly Block[]): BlockScore {
  const score = { found: 0, left: [] as string[], lost: [] as string[], otherKind: [] as string[], referencesFound: 0, referencesLeft: [] as string[] }
  for (const one of page.labelled) {
    const content = page.text.slice(one.start, one.end).replace(/\s+/gu, ' ').slice(0, 90)
    const inside = blocks.filter((block) => block.start < one.end && one.start < block.end)
    const share = (pick: (block: Block) => boolean) =>
      inside.filter(pick).reduce((sum, block) => sum + Math.min(block.end, one.end) - Math.max(block.start, one.start), 0) / (one.end - one.start)
    const marked = share((block) => block.kind.startsWith('boilerplate:'))
    if (one.label.startsWith('boilerplate:')) {
      if (marked > 0.8) score.found++
      else score.left.push(content)
      if (marked > 0.8 && share((block) => block.kind === one.label) < 0.5) score.otherKind.push(`${content} → ${inside[0]?.kind ?? ''}, not ${one.label}`)
    } else if (one.label === 'reference') {
      if (share((block) => block.kind === 'reference') > 0.8) score.referencesFound++
      else score.referencesLeft.push(content)
    }
    if (!one.label.startsWith('boilerplate:') && one.label !== 'other') {
      const taken = inside.find((block) => block.kind.startsWith('boilerplate:') || (block.kind === 'reference' && one.label !== 'reference'))
      if (taken !== undefined) score.lost.push(`${content} → ${taken.kind} (${taken.decidedBy})`)
    }
  }
  return score
}
