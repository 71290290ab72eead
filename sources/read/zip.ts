/**
 * The members of a zip file, by its central directory (APPNOTE 4.3). Only what is asked for is inflated, and what comes out is counted as it comes: the sizes
 * that a zip declares are never believed. Members inside members are never opened.
 */
import { constants, inflateRawSync } from 'node:zlib'
import { IMPORT_LIMITS, megabytes } from '../limits.ts'

/** `locked`: the member is encrypted. Offsets into the file. */
export type ZipMember = { name: string; locked: boolean; method: number; packed: number; header: number }

/** `read` gives a member's bytes, null when there is none of that name. It throws a ZipFault for a damaged, locked or oversized member. */
export type Zip = { members: readonly ZipMember[]; has(name: string): boolean; read(name: string): Uint8Array | null }

/** The sentence for the person who added the file; `locked` when a password would help. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault'
  readonly locked: boolean

  constructor(message: string, locked = false) {
    super(message)
    this.locked = locked
  }
}

const END_RECORD = 0x06054b50
const CENTRAL_RECORD = 0x02014b50
const LOCAL_RECORD = 0x04034b50
const END_LENGTH = 22
const CENTRAL_LENGTH = 46
const LOCAL_LENGTH = 30
const LONGEST_COMMENT = 65_535
const STORED = 0
const DEFLATED = 8
const DAMAGED = 'The file is a damaged zip container: it was probably not copied or downloaded completely.'

export function openZip(bytes: Uint8Array): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const members = membersOf(bytes, view)
  const byName = new Map(members.map((member) => [member.name, member]))
  let inflated = 0
  return {
    members,
    has: (name) => byName.has(name),
    read(name) {
      const member = byName.get(name)
      if (member === undefined) return null
      const content = inflate(bytes, view, member, Math.min(IMPORT_LIMITS.memberBytes, IMPORT_LIMITS.inflatedBytes - inflated))
      inflated += content.length
      return content
    },
  }
}

function membersOf(bytes: Uint8Array, view: DataView): ZipMember[] {
  const end = endRecord(view)
  const count = view.getUint16(end + 10, true)
  if (count > IMPORT_LIMITS.zipMembers) throw new ZipFault(`The file is a container of ${count.toLocaleString('en-US')} members; a document has at most ${IMPORT_LIMITS.zipMembers.toLocaleString('en-US')}.`)
  const members: ZipMember[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + CENTRAL_LENGTH > bytes.length || view.getUint32(at, true) !== CENTRAL_RECORD) throw new ZipFault(DAMAGED)
    const nameLength = view.getUint16(at + 28, true)
    members.push({
      name: new TextDecoder().decode(bytes.subarray(at + CENTRAL_LENGTH, at + CENTRAL_LENGTH + nameLength)).replaceAll('\\', '/').replace(/^\//u, ''),
      locked: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      header: view.getUint32(at + 42, true),
    })
    at += CENTRAL_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return members
}

/** The end record is the last thing in the file but a comment. */
function endRecord(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT)
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) if (view.getUint32(at, true) === END_RECORD) return at
  throw new ZipFault(DAMAGED)
}

function inflate(bytes: Uint8Array, view: DataView, { name, locked, method, packed, header }: ZipMember, limit: number): Uint8Array {
  if (locked) throw new ZipFault('The file is protected with a password.', true)
  if (header + LOCAL_LENGTH > bytes.length || view.getUint32(header, true) !== LOCAL_RECORD) throw new ZipFault(DAMAGED)
  const start = header + LOCAL_LENGTH + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  if (start + packed > bytes.length) throw new ZipFault(DAMAGED)
  const data = bytes.subarray(start, start + packed)
  if (method === STORED) return data
  if (method !== DEFLATED) throw new ZipFault(`"${name}" in the file is packed in a way we don't read.`)
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, limit), finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new ZipFault(`"${name}" in the file unpacks to more than ${megabytes(limit)}: no document is that large, and it may be made to do harm.`)
    if (typeof code === 'string' && code.startsWith('Z_')) throw new ZipFault(DAMAGED)
    throw error
  }
}
