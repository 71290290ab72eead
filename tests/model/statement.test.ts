import { expect, test } from 'vitest'
import { statementOf, tells } from '../../model/statement.ts'

test.each([
  ['The canal carried 4 million tonnes in May 2019.', 'fact'],
  ['In May, the council met in Lima.', 'fact'],
  ['The state should build 40 schools.', 'normative'],
  ['It is important to keep the two apart.', 'normative'],
  ['The population will reach 9 million by 2050.', 'forecast'],
  ['Growth is expected to slow to 2 percent.', 'forecast'],
  ['The drought may have cost 900 jobs.', 'speculation'],
  ['It remains to be seen whether the pact holds.', 'speculation'],
  ['The reform was a disastrous failure.', 'evaluation'],
  ['Is that enough?', 'evaluation'],
])('tells a fact from a wish, a forecast, a guess and a judgement: %s', (sentence, kind) => {
  expect(statementOf(sentence)).toBe(kind)
})

test('knows events and lasting relations of someone named, and quoted words', () => {
  expect(tells('The pact of Quito was signed by Peru and Chile.', false)).toBe('event')
  expect(tells('In the south, Chile shares a long border with Argentina.', false)).toBe('relation')
  expect(tells('“The wells were dry before the drilling began,” she said.', true)).toBe('quote')
  expect(tells('the wells were dry.', false)).toBeNull()
})
