/** Prints a brief of some seventy pages inside the memory its parent allows, and says how many pages came out. */
import { parentPort } from 'node:worker_threads'
import { renderBrief } from '../../templates/render.ts'
import { briefOf, doc, footnote, p, prose } from './sample.ts'

const paragraphs = Array.from({ length: 340 }, (_, index) => p(prose(110, index), ...(index % 5 === 0 ? [footnote(prose(25, index))] : [])))
const { report } = await renderBrief(briefOf(doc(...paragraphs)), null)
// A port between threads has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(report.pages)
