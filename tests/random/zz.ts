import { readRoot } from '../../model/ybody.ts'
import { bodyOf } from '../../model/ydoc.ts'
import { people } from './people.ts'
const [from, to, without] = [Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 25), (process.argv[4] ?? '').split(',')]
let lost = 0, doubled = 0, bad = 0, lostRuns = 0, typed = 0
for (let seed = from; seed <= to; seed++) {
  const all = people(seed, without)
  let fault = ''
  try {
    for (let turn = 0; turn < 150; turn++) {
      all.act()
      for (const p of all.people) if (!readRoot(p.state().schema, bodyOf(p.ydoc)).node.eq(p.state().doc)) throw new Error(`unfaithful after ${turn} ${all.log.at(-1)}`)
    }
    all.settle()
    const first = all.people[0]!
    for (const p of all.people) {
      if (String(bodyOf(p.ydoc).toJSON()) !== String(bodyOf(first.ydoc).toJSON())) fault += ' diverged'
      if (!readRoot(p.state().schema, bodyOf(p.ydoc)).node.eq(p.state().doc)) fault += ' unfaithful'
    }
    first.state().doc.check()
  } catch (e) { fault = (e as Error).stack!.split('\n').slice(0, 6).join(' | ') }
  const l = all.lost(), d = all.doubled()
  lost += l.length; doubled += d.length; if (l.length) lostRuns++
  if (fault) bad++
  if (fault || l.length || process.argv[5]) console.log(seed, 'lost', l.join(''), 'doubled', d.length, fault)
}
console.log({ runs: to - from + 1, bad, lost, lostRuns, doubled })
