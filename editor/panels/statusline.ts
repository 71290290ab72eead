/** The words of the status. They never say more than the connection knows: what the device can't keep is in this tab only. */
import type { SyncStatus } from '../sync/provider.ts'
import { count } from '../ui/words.ts'

export function statusLine({ kind, waiting, unkept }: SyncStatus): string {
  switch (kind) {
    case 'connecting':
      return 'Connecting…'
    case 'saved':
      return 'Saved'
    case 'saving':
      return 'Saving…'
    case 'offline':
      if (unkept) return waiting === 0 ? 'Offline: this device can’t keep what you write' : `Offline: ${count(waiting, 'change')} only in this tab. Don’t close it`
      return waiting === 0 ? 'Offline: what you write waits on this device' : `Offline: ${count(waiting, 'change')} waiting on this device`
    case 'refused':
      if (waiting === 0) return 'Not connected'
      return unkept ? `Not saved: ${count(waiting, 'change')} only in this tab` : `Not saved: ${count(waiting, 'change')}`
  }
}
