/** The newest updates of all briefs stand in the order they came (`doc_recent`); here they move on into the log. */
import type { Connection } from '../connection.ts'

export const recentWrites = {
  /** Moves all recent updates into the log, in one transaction; a kill leaves all of them where they were. Takes no lock when there are none. */
  moveRecent(connection: Connection): void {
    if (!connection.get('select 1 as found from doc_recent limit 1')) return
    connection.transaction('immediate', () => {
      // In the log's own order: each page is written once.
      connection.run('insert into doc_update (doc_id, seq, at, actor, data) select doc_id, seq, at, actor, data from doc_recent order by doc_id, seq')
      connection.run('delete from doc_recent')
    })
  },
}
