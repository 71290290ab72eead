/**
 * Lists of references as other programs write them (CSL-JSON, BibTeX, RIS) as CSL items. Read by our own small readers: nothing in such a list is followed or
 * fetched. An entry that cannot be taken is named with its key and line, the others are kept.
 */
import { type CslItem, cslItem } from '#model/csl.ts'
import { decodeText } from './decode.ts'
import { bibtexEntries } from './records/bibtex.ts'
import { cslEntries } from './records/cslJson.ts'
import { type Entry, RECORD_LIMITS, RecordsFault } from './records/entry.ts'
import { risEntries } from './records/ris.ts'

export { RECORD_LIMITS }

export const RECORD_FORMATS = ['csl-json', 'bibtex', 'ris'] as const
export type RecordFormat = (typeof RECORD_FORMATS)[number]

/** An entry that was not taken. `line` counts from 1; `key` is the entry's own name where it has one. */
export type RecordFault = { key: string | null; line: number; reason: string }

/** `warnings` are the faults as sentences. */
export type Records = { format: RecordFormat; items: CslItem[]; faults: RecordFault[]; warnings: string[] }

const READERS: Readonly<Record<RecordFormat, (text: string) => Iterable<Entry>>> = { 'csl-json': cslEntries, bibtex: bibtexEntries, ris: risEntries }

/** The references of a list, or null when the file is none of these kinds (by its content; the name decides nothing). A list too large or damaged as a whole gives a fault and no items. */
export function readRecords(_name: string, bytes: Uint8Array): Records | null {
  if (bytes.length === 0) return null
  const format = formatOf(new TextDecoder('latin1').decode(bytes.subarray(0, 4000)))
  if (format === null) return null
  if (bytes.length > RECORD_LIMITS.bytes) return failed(format, `A list of references may have up to ${RECORD_LIMITS.bytes / 1_000_000} MB.`)
  const decoded = decodeText(bytes)
  return decoded.ok ? collect(format, decoded.text) : failed(format, decoded.reason)
}

function formatOf(head: string): RecordFormat | null {
  const start = head.replace(/^\u00ef\u00bb\u00bf/u, '').trimStart()
  if (/^TY {1,2}- ?\w/mu.test(start) && /^[A-Z][A-Z0-9] {1,2}-/u.test(start)) return 'ris'
  if (/^(?:[^@\n]{0,500}\n){0,60}?\s*@\s*(?:article|book|booklet|inbook|incollection|inproceedings|conference|manual|mastersthesis|phdthesis|thesis|misc|proceedings|techreport|report|unpublished|online|electronic|www|dataset|legislation|jurisdiction|string|comment|preamble|collection|periodical|patent|software)\s*[{(]/iu.test(start)) return 'bibtex'
  return /^[[{]/u.test(start) && /"(?:type|title|items|issued|author|id)"\s*:/u.test(start) && /"(?:title|id|items)"\s*:/u.test(start) ? 'csl-json' : null
}

function collect(format: RecordFormat, text: string): Records {
  const items: CslItem[] = []
  const faults: RecordFault[] = []
  try {
    for (const { key, line, fields, fault } of READERS[format](text)) {
      if (items.length + faults.length >= RECORD_LIMITS.entries) {
        faults.push({ key, line, reason: `the list has more than ${RECORD_LIMITS.entries.toLocaleString('en-US')} entries; this one and all behind it were left out` })
        break
      }
      const item = fault === undefined ? cslItem.safeParse(fields) : null
      if (item?.success) items.push(item.data)
      else faults.push({ key, line, reason: fault ?? reasonOf(fields) })
    }
  } catch (error) {
    if (!(error instanceof RecordsFault)) throw error
    faults.push({ key: null, line: error.line, reason: error.message })
  }
  return { format, items, faults, warnings: faults.map(sentence) }
}

function reasonOf(fields: Record<string, unknown>): string {
  return typeof fields['title'] === 'string' && fields['title'].trim() !== '' ? 'its fields do not have the shape of a reference' : 'it has no title'
}

function sentence({ key, line, reason }: RecordFault): string {
  return `${key === null ? 'An entry' : `The entry "${key.slice(0, 60)}"`} at line ${line} was not taken: ${reason}.`
}

function failed(format: RecordFormat, reason: string): Records {
  return { format, items: [], faults: [{ key: null, line: 1, reason }], warnings: [reason] }
}
