/**
 * Who may read a source file next: a few readers (`reader.ts`) at the same time, the other files wait in line. Teams take turns, so that one with
 * a hundred files does not keep the others waiting, and the line has an end.
 */
import { Refusal } from '#model/refusal.ts'
import type { Ingested } from '#sources/ingest.ts'
import { createReader, type Reader, type ReaderOptions, type SourceFile, STOPPING } from './reader.ts'

export type { SourceFile } from './reader.ts'

export type Ingester = {
  /** Never throws for a bad file, see `Reader`. Refusal `too-many` when the line is full. */
  ingest(file: SourceFile, team: string): Promise<Ingested>
  /** Ends all readers; what was under way or waiting is refused. */
  close(): Promise<void>
}

/** `workers` is how many files are read at the same time, `queue` how many may wait. */
export type IngesterOptions = ReaderOptions & { workers: number; queue: number }

type Job = { file: SourceFile; team: string; resolve: (ingested: Ingested) => void; reject: (error: unknown) => void }

export function createIngester({ workers, queue, ...options }: IngesterOptions): Ingester {
  const idle: Reader[] = []
  const readers = new Set<Reader>()
  const line = createLine()
  let closed = false

  function next(): void {
    if (line.length() === 0) return
    const reader = idle.pop() ?? (readers.size < workers ? start() : null)
    const job = reader && line.take()
    if (!job) return
    reader
      .read(job.file)
      .finally(() => {
        idle.push(reader)
        next()
      })
      .then(job.resolve, job.reject)
  }

  function start(): Reader {
    const reader = createReader(options)
    readers.add(reader)
    return reader
  }

  return {
    ingest(file, team) {
      if (closed) return Promise.resolve(STOPPING)
      if (line.length() >= queue) return Promise.reject(new Refusal('too-many', 'Too many files are waiting to be read. Add these again in a moment; those that were added are kept once.'))
      return new Promise((resolve, reject) => {
        line.add({ file, team, resolve, reject })
        next()
      })
    },
    async close() {
      closed = true
      for (let job = line.take(); job; job = line.take()) job.resolve(STOPPING)
      for (const reader of readers) reader.close()
    },
  }
}

/** A line in which teams take turns: each one's files in the order they came. */
function createLine(): { add(job: Job): void; take(): Job | null; length(): number } {
  const teams = new Map<string, Job[]>()
  let length = 0
  return {
    add(job) {
      const jobs = teams.get(job.team)
      if (jobs) jobs.push(job)
      else teams.set(job.team, [job])
      length += 1
    },
    take() {
      const [first] = teams
      if (!first) return null
      const [team, jobs] = first
      const job = jobs.shift() ?? null
      // To the end of the line, or out of it.
      teams.delete(team)
      if (jobs.length > 0) teams.set(team, jobs)
      length -= 1
      return job
    },
    length: () => length,
  }
}
