/** The worker thread of `exporter.ts`: a brief and its template in, a PDF out, one at a time. */
import { parentPort } from 'node:worker_threads'
import { type BriefJson, briefFromJson } from '#model/brief.ts'
import { type Fault, Refusal, type RefusalCode } from '#model/refusal.ts'
import type { Template } from '#model/template.ts'
import { type Rendered, renderBrief } from '#templates/render.ts'

export type ExportTask = { brief: BriefJson; template: Template | null }

/** `failed` is a bug: its message and stack are for the log. */
export type ExportReply =
  | { kind: 'rendered'; rendered: Rendered }
  | { kind: 'refused'; code: RefusalCode; detail: string; faults: readonly Fault[] }
  | { kind: 'failed'; message: string; stack: string }

async function answer({ brief, template }: ExportTask): Promise<ExportReply> {
  try {
    return { kind: 'rendered', rendered: await renderBrief(briefFromJson(brief), template) }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', code: error.code, detail: error.message, faults: error.faults }
    if (error instanceof Error) return { kind: 'failed', message: error.message, stack: error.stack ?? '' }
    return { kind: 'failed', message: String(error), stack: '' }
  }
}

parentPort?.on('message', async (task: ExportTask) => parentPort?.postMessage(await answer(task), []))
