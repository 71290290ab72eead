/** How the library speaks of facts: the names of their states, and the keys that review them. */
import type { FactStatus } from '#model/library.ts'

export const STATUS_NAMES: Readonly<Record<FactStatus, string>> = { candidate: 'Proposed', reviewed: 'Reviewed', disputed: 'Disputed', superseded: 'Superseded', retracted: 'Rejected' }

/** What a key does to the fact that is open. */
export const VERDICTS: readonly { key: string; status: FactStatus; name: string; help: string }[] = [
  { key: 'a', status: 'reviewed', name: 'Accept', help: 'The passage says this, and it may be used.' },
  { key: 'd', status: 'disputed', name: 'Dispute', help: 'Something speaks against it.' },
  { key: 's', status: 'superseded', name: 'Superseded', help: 'A newer figure has taken its place.' },
  { key: 'x', status: 'retracted', name: 'Reject', help: 'It is no fact, or it is wrong.' },
]
