import { expect, test } from 'vitest'
import { compareStatements } from '../../model/conflict.ts'
import { areApart, intervalOf, shown } from '../../model/conflict/times.ts'
import type { Statement } from '../../model/library.ts'
import { blocksOf, statementsFrom } from '../support/statements.ts'
import { findConflicts, keyOf } from '../../sources/conflicts.ts'
import { judge, PAIR_SETS } from '../bench/conflicts.ts'
import { readPairs } from '../bench/conflicts.pairs.ts'

const first = (text: string, id: string, issued?: number): Statement => {
  const [statement] = statementsFrom(id, text, issued)
  if (!statement) throw new TypeError(`no statement in "${text}"`)
  return statement
}
const relation = (a: string, b: string) => compareStatements(first(a, 'a'), first(b, 'b')).relation

test('judges the annotated pairs as a person did, with no false alarm among them', () => {
  expect(judge(readPairs(PAIR_SETS.pairs))).toMatchObject({ pairs: 89, wrongAlarms: 0, crossed: 0 })
  expect(judge(readPairs(PAIR_SETS.pairs)).right).toBeGreaterThanOrEqual(80)
  expect(judge(readPairs(PAIR_SETS.unseen))).toMatchObject({ wrongAlarms: 0, crossed: 0 })
  expect(judge(readPairs(PAIR_SETS.unseen)).right).toBeGreaterThanOrEqual(40)
})

test('does not compare counts of different people, nor a part with the whole', () => {
  expect(relation('The strike in Oruro involved 3,000 miners.', 'The strike in Oruro involved 450 teachers.')).toBe('not_comparable')
  expect(relation('In 2014 some 480,000 people crossed the frontier.', 'In 2014 some 52,000 unaccompanied people crossed the frontier.')).toBe('not_comparable')
  expect(relation('In 2014 some 480,000 people crossed the frontier.', 'In 2014 some 390,000 people crossed the frontier.')).toBe('conflict')
})

test('takes the same place by its many names for one place', () => {
  expect(relation('The United States and Mexico share a border of 3,145 km.', 'The U.S.-Mexican border is 1,954 miles long.')).toBe('agree_converted')
  expect(relation('The Chilean border is 6,339 km long.', 'The border of Peru is 7,461 km long.')).toBe('not_comparable')
})

test('lets the years of two sources explain a count, and not a length', () => {
  const of = (text: string, id: string, issued: number) => first(text, id, issued)
  expect(compareStatements(of('The northern force has 4,100 officers.', 'a', 2012), of('The northern force has 5,300 officers.', 'b', 2024)).relation).toBe('time_explained')
  expect(compareStatements(of('The Lindos tunnel is 41 km long.', 'a', 2012), of('The Lindos tunnel is 57 km long.', 'b', 2024)).relation).toBe('conflict')
})

test('reads dates as intervals', () => {
  expect(intervalOf('2022-10/2023-09')).toEqual({ start: '2022-10-01', end: '2023-09-31' })
  expect(intervalOf('199X')).toEqual({ start: '1990-01-01', end: '1999-12-31' })
  expect(intervalOf('next year')).toBeNull()
  const [a, b] = [intervalOf('2019'), intervalOf('2019-12/2020-03')]
  expect(a && b && areApart(a, b)).toBe(false)
  expect(a && shown(a)).toBe('2019')
})

test('gives a pair the same key whatever the order, and never pairs a source with itself', () => {
  const [a, b] = [first('The Harrow bridge carries 8,000 lorries.', 'a'), first('The Harrow bridge carries 3,000 lorries.', 'b')]
  expect(keyOf(a, b)).toBe(keyOf(b, a))
  expect(findConflicts([a, b]).conflicts).toMatchObject([{ relation: 'conflict', settled: null, key: keyOf(a, b) }])
  expect(findConflicts([a, { ...b, source: a.source }]).conflicts).toEqual([])
})

test('a figure that has its like in the other passage is not in conflict with the others there', () => {
  const long = statementsFrom('b', 'The Varda camp held 4,000 refugees in May 2020 and 9,000 refugees by the next count in May 2020.')
  const { conflicts } = findConflicts([first('The Varda camp held 4,000 refugees in May 2020.', 'a'), ...long])
  expect(conflicts.map(({ relation: found }) => found)).not.toContain('conflict')
})

test('is wary of digits that come from converting a round number', () => {
  const { concerns } = findConflicts(statementsFrom('a', 'The coast is nearly 2,000 miles (3,218 km) long.'))
  expect(concerns).toMatchObject([{ kind: 'false-precision', statement: { figure: { span: '3,218 km' } } }])
})

test('notices a share that is not that of the numbers beside it, and a comparison that does not fit the earlier figure', () => {
  expect(findConflicts(statementsFrom('a', 'Of the plan, 12 of 40 bridges (45 percent) were built.')).concerns).toMatchObject([{ kind: 'arithmetic' }])
  expect(findConflicts(statementsFrom('a', 'Of the plan, 12 of 40 bridges (30 percent) were built.')).concerns).toEqual([])
  const later = first('The Narva post counted 3.2 million travellers in 2023, 90 percent more than in 2019.', 'a')
  const concerns = (count: string) => findConflicts([later, first(`The Narva post counted ${count} travellers in 2019.`, 'b')]).concerns.filter(({ kind }) => kind === 'arithmetic')
  expect(concerns('0.9 million')).toHaveLength(1)
  expect(concerns('1.7 million')).toHaveLength(0)
})

test('says which figures no other source has', () => {
  const statements = [...statementsFrom('a', 'The fund paid 40 farmers in Kavala.'), ...statementsFrom('b', 'The fund paid 40 farmers in Kavala. The dam weighs 900 tonnes.')]
  expect(findConflicts(statements).concerns.map(({ kind, statement }) => [kind, statement.figure?.span])).toEqual([['single-source', '900 tonnes']])
})

test('a sentence that is not read as a passage makes no statement', () => {
  expect(blocksOf('').length).toBe(0)
  expect(statementsFrom('a', 'Nothing is counted here at all.')).toEqual([])
})

test('which of two statements is the first does not depend on the order of the list', () => {
  const statements = [...statementsFrom('zeta', 'In 2014 some 480,000 people crossed the frontier.'), ...statementsFrom('alpha', 'In 2014 some 390,000 people crossed the frontier.')]
  const told = (list: readonly Statement[]) => findConflicts(list).conflicts.map(({ key, a, b }) => [key, a.source.id, b.source.id])
  expect(told(statements)).toHaveLength(1)
  expect(told(statements.toReversed())).toEqual(told(statements))
})
