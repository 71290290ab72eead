/** Files a command line names, read within a bound: what can't be read is a sentence, never a crash. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { RefusalCode } from '#model/refusal.ts'

/** `reason` is a sentence without the path. */
export type FileRead = { bytes: Uint8Array } | { code: Extract<RefusalCode, 'not-found' | 'invalid-input' | 'too-large'>; reason: string }

/** `most` in bytes. `streams` takes pipes and devices too (`--data /dev/stdin`), to the same bound. */
export type ReadLimits = { most: number; streams?: boolean }

const OPENING: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  ENOTDIR: 'There is no such file.',
  EACCES: 'It may not be read: permission denied.',
  EPERM: 'It may not be read: permission denied.',
  EISDIR: 'It is a folder; name the files in it.',
}

/** Reads one file. The size a file claims is not believed: reading stops behind the bound. */
export async function readWithin(path: string, { most, streams = false }: ReadLimits): Promise<FileRead> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) return { code: 'invalid-input', reason: OPENING['EISDIR'] ?? '' }
    if (!found.isFile() && !streams) return { code: 'invalid-input', reason: 'It is a pipe or a device, not a file.' }
    const bytes = found.size > most ? null : await readUpTo(path, most)
    return bytes ? { bytes } : { code: 'too-large', reason: `It has more than ${most} bytes.` }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return { code: 'not-found', reason: OPENING[String(error.code)] ?? `It cannot be read: ${error.message}.` }
  }
}

/** Null when there is more than `most`. */
async function readUpTo(path: string, most: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = []
  // `end` is inclusive: one byte more than allowed tells "exactly as many" from "more".
  for await (const chunk of createReadStream(path, { end: most })) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return bytes.length > most ? null : bytes
}
