/** The record of a fact, as short as a test can say it: what is not given is plain and sound. */
import type { FactRecord } from '../../model/fact.ts'

/** The claim is the quotation, and the passage begins its source's text. */
export function factRecordOf(id: string, { claim = 'A claim', ...more }: Partial<FactRecord> = {}): FactRecord {
  return {
    id,
    rev: 1,
    claim,
    value: null,
    unit: null,
    quote: { exact: claim, prefix: '', suffix: '' },
    position: { start: 0, end: claim.length },
    paragraph: 1,
    sourceId: 's1',
    passageId: 'p1',
    snapshotSha: 'aa',
    quoteHash: 'bb',
    voice: 'own',
    csl: { type: 'webpage', title: 'A source' },
    ...more,
  }
}
