/** A segment of the archive: rows of the log in one packed run of bytes, and back. What comes out is what went in, or it is refused. */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { sha256Of } from './blobs.ts'
import type { UpdateRow } from './store.ts'

/** Rows `from` … `upto` without a gap. `sha256` (hex) is of the unpacked bytes. */
export type Segment = { from: number; upto: number; packing: 'zstd'; sha256: string; data: Uint8Array }

/** Packs rows whose seqs follow one another; at least one. */
export function packSegment(rows: readonly UpdateRow[]): Segment {
  const [first] = rows
  if (!first) throw new RangeError('A segment has at least one row')
  const plain = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, first.seq)
    encoding.writeVarUint(encoder, rows.length)
    rows.forEach((row, index) => {
      if (row.seq !== first.seq + index) throw new RangeError(`Update ${row.seq} stands where ${first.seq + index} belongs`)
      encoding.writeVarUint(encoder, row.at)
      encoding.writeVarString(encoder, row.actor)
      encoding.writeVarUint8Array(encoder, row.data)
    })
  })
  return { from: first.seq, upto: first.seq + rows.length - 1, packing: 'zstd', sha256: sha256Of(plain), data: new Uint8Array(zstdCompressSync(plain)) }
}

/** Throws when the bytes no longer have their hash. */
export function unpackSegment({ from, upto, sha256, data }: Segment): UpdateRow[] {
  const plain = new Uint8Array(zstdDecompressSync(data))
  if (sha256Of(plain) !== sha256) throw new Error(`The archived updates ${from} to ${upto} are damaged: their bytes no longer have the hash they were stored with. Restore them from a backup.`)
  const decoder = decoding.createDecoder(plain)
  const first = decoding.readVarUint(decoder)
  return Array.from({ length: decoding.readVarUint(decoder) }, (_, index) => ({
    seq: first + index,
    at: decoding.readVarUint(decoder),
    actor: decoding.readVarString(decoder),
    data: decoding.readVarUint8Array(decoder).slice(),
  }))
}
