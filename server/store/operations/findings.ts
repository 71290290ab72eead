/** Reads what was read out of a snapshot. */
import { dateRecord, figureRecord, metadataEvidence, rankRecord, reference } from '#model/extraction.ts'
import { z } from 'zod'
import { type Connection, shaped } from '../connection.ts'
import type { StoredFindings } from '../library.ts'
import { factsOfSnapshot } from './facts.ts'
import { snapshotOf } from './library.ts'

export const findingReads = {
  findings(connection: Connection, id: string, sha256?: string): StoredFindings | null {
    return connection.transaction('deferred', () => {
      const shown = snapshotOf(connection, id, sha256)
      if (!shown) return null
      const { snapshot } = shown
      if (snapshot === null) return { figures: [], dates: [], ranks: [], references: [], evidence: [], facts: [] }
      const stated = connection.all(
        'select figures, dates, ranks from passage join passage_finding on passage_seq = passage.seq where snapshot_id = ? and aside = 0 order by start, ord',
        snapshot,
      )
      const loose = connection.all('select kind, data from snapshot_finding where snapshot_id = ? order by kind, ord', snapshot)
      const ofKind = (kind: string) => loose.filter((row) => row['kind'] === kind)
      return {
        figures: inOrder([...stated.flatMap((row) => shaped(row, 'figures', z.array(figureRecord))), ...ofKind('figure').map((row) => shaped(row, 'data', figureRecord))]),
        dates: inOrder([...stated.flatMap((row) => shaped(row, 'dates', z.array(dateRecord))), ...ofKind('date').map((row) => shaped(row, 'data', dateRecord))]),
        ranks: inOrder([...stated.flatMap((row) => shaped(row, 'ranks', z.array(rankRecord))), ...ofKind('rank').map((row) => shaped(row, 'data', rankRecord))]),
        references: ofKind('reference').map((row) => shaped(row, 'data', reference)),
        evidence: ofKind('evidence').map((row) => shaped(row, 'data', metadataEvidence)),
        facts: factsOfSnapshot(connection, snapshot),
      }
    })
  },
}

function inOrder<T extends { start: number }>(found: T[]): T[] {
  return found.toSorted((a, b) => a.start - b.start)
}
