/** The worker thread of `exporter.ts`: a brief in, a file out, one at a time. A stored brief comes as its updates and is put together here. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ExportFormat } from '#model/api.ts'
import { type Brief, type BriefJson, briefFromJson, briefTitle } from '#model/brief.ts'
import { type Fault, Refusal, type RefusalCode } from '#model/refusal.ts'
import type { Template } from '#model/template.ts'
import { readBrief } from '#model/ydoc.ts'
import { renderBrief } from '#templates/render.ts'
import { ydocOf } from '../sync/replay.ts'
import { briefText, templateFor } from './format.ts'
import { type PackedUpdates, unpackUpdates } from './packed.ts'

/** What a thread is started with. */
export type ExportSettings = { templates: readonly Template[] }

export type ExportTask = { kind: 'brief'; brief: BriefJson; template: Template | null } | { kind: 'stored'; updates: PackedUpdates; format: ExportFormat }

/** `pages` is null for text. `unreadable`: updates that were left out. */
export type Written = { bytes: Uint8Array<ArrayBuffer>; title: string; pages: number | null; warnings: readonly string[]; unreadable: readonly { seq: number; reason: string }[] }

/** `failed` is a bug: its message and stack are for the log. */
export type ExportReply =
  | { kind: 'written'; written: Written }
  | { kind: 'refused'; code: RefusalCode; detail: string; faults: readonly Fault[] }
  | { kind: 'failed'; message: string; stack: string }

async function write(task: ExportTask): Promise<Written> {
  if (task.kind === 'brief') return print(briefFromJson(task.brief), task.template)
  const unreadable: { seq: number; reason: string }[] = []
  const brief = putTogether(task.updates, (seq, error) => unreadable.push({ seq, reason: error instanceof Error ? error.message : String(error) }))
  if (task.format === 'pdf') return { ...(await print(brief, templateFor((workerData as ExportSettings).templates, brief))), unreadable }
  return { bytes: new TextEncoder().encode(briefText(brief, task.format)), title: briefTitle(brief), pages: null, warnings: [], unreadable }
}

async function print(brief: Brief, template: Template | null): Promise<Written> {
  const { pdf, report } = await renderBrief(brief, template)
  return { bytes: new Uint8Array(pdf), title: briefTitle(brief), ...report, unreadable: [] }
}

function putTogether(updates: PackedUpdates, onUnreadable: (seq: number, error: unknown) => void): Brief {
  const ydoc = ydocOf(unpackUpdates(updates), onUnreadable)
  try {
    return readBrief(ydoc)
  } finally {
    ydoc.destroy()
  }
}

async function answer(task: ExportTask): Promise<ExportReply> {
  try {
    return { kind: 'written', written: await write(task) }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', code: error.code, detail: error.message, faults: error.faults }
    if (error instanceof Error) return { kind: 'failed', message: error.message, stack: error.stack ?? '' }
    return { kind: 'failed', message: String(error), stack: '' }
  }
}

parentPort?.on('message', async (task: ExportTask) => {
  const reply = await answer(task)
  parentPort?.postMessage(reply, reply.kind === 'written' ? [reply.written.bytes.buffer] : [])
})
