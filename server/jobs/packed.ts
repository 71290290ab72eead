/** Many small updates as one piece of memory: it is handed to another thread without being copied, however long the log is. */

export type Update = { seq: number; data: Uint8Array }

/** `ends` are offsets into `bytes`. */
export type PackedUpdates = { seqs: Float64Array; ends: Float64Array; bytes: Uint8Array<ArrayBuffer> }

export function packUpdates(updates: readonly Update[]): PackedUpdates {
  const bytes = new Uint8Array(updates.reduce((sum, { data }) => sum + data.length, 0))
  const ends = new Float64Array(updates.length)
  let end = 0
  updates.forEach(({ data }, index) => {
    bytes.set(data, end)
    end += data.length
    ends[index] = end
  })
  return { seqs: Float64Array.from(updates, ({ seq }) => seq), ends, bytes }
}

export function unpackUpdates({ seqs, ends, bytes }: PackedUpdates): Update[] {
  return Array.from(seqs, (seq, index) => ({ seq, data: bytes.subarray(index === 0 ? 0 : ends[index - 1], ends[index]) }))
}
