import * as Y from 'yjs'
import { bodyOf } from '../../model/ydoc.ts'
import { people } from './people.ts'
const seed = Number(process.argv[2]), letter = process.argv[3]!
const all = people(seed)
const was = all.people.map(() => '')
let doing = ''
const state = (i: number) => { const s = bodyOf(all.people[i]!.ydoc).toString(); const n = s.split(letter).length - 1; const at = s.indexOf(letter); return n === 0 ? '' : `${n}x ` + s.slice(Math.max(0, s.lastIndexOf('<paragraph', at)), at + 30) }
all.people.forEach((p, i) => p.ydoc.on('afterTransactionCleanup', (t: Y.Transaction) => {
  const now = state(i)
  const h = (x: string) => x.slice(0, 2)
  if (h(now) !== h(was[i]!)) console.log(doing, '| client', i, t.local ? 'local' : 'remote', String((t.origin as symbol)?.description ?? t.origin?.constructor?.name), '\n   ', was[i], '\n -> ', now)
  was[i] = now
}))
for (let turn = 0; turn < 150; turn++) { doing = `turn ${turn}`; all.act(); doing += ' ' + all.log.at(-1); if (was.some(Boolean) && process.argv[4]) console.log(doing) }
doing = 'settle'
all.settle()
