/** Three people write one brief at once, 150 acts each run, offline for spells, one of them at times with an older version: one document in the end, and every letter. */
import { expect, test } from 'vitest'
import { readRoot } from '../../model/ybody.ts'
import { bodyOf } from '../../model/ydoc.ts'
import { seedsFor } from '../support/random.ts'
import { people, type People, type Person } from './people.ts'

const ACTS = 150

/** What the editor shows is what the brief holds. */
function isFaithful({ ydoc, state }: Person): boolean {
  return readRoot(state().schema, bodyOf(ydoc)).node.eq(state().doc)
}

function run(seed: number): People {
  const all = people(seed)
  for (let turn = 0; turn < ACTS; turn++) {
    all.act()
    for (const person of all.people) if (!isFaithful(person)) throw new Error(`seed ${seed}, after act ${turn}: an editor shows what the brief does not hold`)
  }
  all.settle()
  return all
}

test.each(seedsFor(25))('three people at once end with one document and lose no letter (seed %i)', (seed) => {
  const all = run(seed)
  const [first, ...others] = all.people
  for (const other of others) {
    expect(bodyOf(other.ydoc).toJSON()).toBe(bodyOf(first!.ydoc).toJSON())
    if (!other.isOlder) expect(other.state().doc.toJSON()).toEqual(first!.state().doc.toJSON())
  }
  for (const person of all.people) expect(isFaithful(person)).toBe(true)
  first!.state().doc.check()
  expect(all.lost(), `letters lost\n${all.log.join('\n')}`).toEqual([])
  if (process.env['DOUBLED'] && all.doubled().length > 0) console.log(`doubled ${seed} ${all.doubled().length}`)
  all.close()
})
