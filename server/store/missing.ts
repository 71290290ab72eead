/** The one sentence for a brief that is not there, the same on both sides of the thread's border. */
import { Refusal } from '#model/refusal.ts'

export function noDocument(doc: string): Refusal {
  return new Refusal('not-found', `There is no brief ${doc}.`)
}
