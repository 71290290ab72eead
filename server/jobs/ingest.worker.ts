/** The child process of `reader.ts`: a file in, what became of it out in portions, one file at a time. It ends with its parent. */
import { type Ingested, ingest } from '#sources/ingest.ts'
import { type Portion, portionsOf } from './portions.ts'
import type { FileMessage } from './reader.ts'

/** `failed` is a bug of the importer: its message and stack are for the log. */
export type IngestReply = Portion | { kind: 'failed'; message: string; stack: string }

type Whole = { name: string; bytes: Uint8Array; csl?: Extract<FileMessage, { kind: 'file' }>['csl'] }

/** The file under way: what has come of it, and what is still to be sent. */
let coming: { file: Whole; filled: number } | null = null
let going: Iterator<Portion> | null = null

process.on('message', (message: FileMessage) => {
  if (message.kind === 'file') coming = { file: { name: message.name, bytes: message.size === message.bytes.length ? message.bytes : new Uint8Array(message.size), ...(message.csl ? { csl: message.csl } : {}) }, filled: 0 }
  if (message.kind === 'more') sendNext()
  else if (coming) {
    if (coming.file.bytes !== message.bytes) coming.file.bytes.set(message.bytes, coming.filled)
    coming.filled += message.bytes.length
    if (coming.filled < coming.file.bytes.length) return
    const { file } = coming
    coming = null
    void answer(file)
  }
})
process.on('disconnect', () => process.exit(0))

async function answer(file: Whole): Promise<void> {
  try {
    going = portionsOf(await ingest(file))
    sendNext()
  } catch (error) {
    const failed = error instanceof Error ? error : new TypeError(String(error))
    process.send?.({ kind: 'failed', message: failed.message, stack: failed.stack ?? '' } satisfies IngestReply)
  }
}

function sendNext(): void {
  const next = going?.next()
  if (next && !next.done) process.send?.(next.value satisfies IngestReply)
  else going = null
}

export type { Ingested }
