/** The child process of `reader.ts`: a file in, what became of it out, one at a time. It ends with its parent. */
import { type Ingested, ingest } from '#sources/ingest.ts'
import type { SourceFile } from './reader.ts'

/** `failed` is a bug of the importer: its message and stack are for the log. */
export type IngestReply = { kind: 'ingested'; ingested: Ingested } | { kind: 'failed'; message: string; stack: string }

async function answer(file: SourceFile): Promise<IngestReply> {
  try {
    return { kind: 'ingested', ingested: await ingest(file) }
  } catch (error) {
    return error instanceof Error ? { kind: 'failed', message: error.message, stack: error.stack ?? '' } : { kind: 'failed', message: String(error), stack: '' }
  }
}

process.on('message', async (file: SourceFile) => process.send?.(await answer(file)))
process.on('disconnect', () => process.exit(0))
