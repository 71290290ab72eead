import { expect, test } from 'vitest'
import { voiceOf, voicesOf } from '../../model/voice.ts'

test.each([
  ['According to the U.S. Census Bureau, trade reached $798 billion.', 'U.S. Census Bureau'],
  ['The median wait was 42 minutes, according to the Texas Border Freight Survey.', 'Texas Border Freight Survey'],
  ['The Congressional Research Service reports that Congress gave $3.5 billion.', 'Congressional Research Service'],
  ['U.S. Customs and Border Protection reported 3.2 million encounters.', 'U.S. Customs and Border Protection'],
  ['Critics contend that the easy crossings were closed first.', 'Critics'],
  ['“We searched the same truck twice,” the port director said.', 'port director'],
  ['“It is late,” said Ana Ruiz.', 'Ana Ruiz'],
  ['In 2019 the agency estimated that 4,000 jobs were lost.', 'agency'],
])('hears whom the source reports: %s', (sentence, name) => {
  expect(voiceOf(sentence)).toBe(`reported:${name}`)
})

test.each([
  'The line runs for 1,954 miles.',
  'This report finds that the queue has two ends.',
  'Two states bound themselves to the same gauge.',
  'It said nothing about the price.',
  'They argue often.',
  'Trade tripled between 1990 and 2008.',
])('leaves a sentence to the source when nobody is named: %s', (sentence) => {
  expect(voiceOf(sentence)).toBe('own')
})

test('holds a leading attribution for all clauses of its sentence', () => {
  const sentence = 'According to the bridge authority, the wait fell to 44 minutes; the queue grew all the same in summer.'
  expect(voiceOf('the queue grew all the same in summer.', sentence)).toBe('reported:bridge authority')
})

test('does not let a trailing attribution reach back over another clause', () => {
  const sentence = 'The queue grew in every summer month; it fell in May, according to the Freight Survey.'
  expect(voiceOf('The queue grew in every summer month', sentence)).toBe('own')
})

test.each([
  ['Critics of the plan say that it costs too much.', 'Critics of the plan'],
  ['A 2019 study by the Rand Institute found that crime fell.', 'Rand Institute'],
  ['It was argued by the World Bank that growth had slowed.', 'World Bank'],
  ['The wall has failed, the senator has argued.', 'senator'],
  ['In a 2021 report, the OECD estimated that wages fell.', 'OECD'],
  ['World Bank figures show that remittances doubled.', 'World Bank'],
])('hears the passive, the study and whoever stands behind: %s', (sentence, name) => {
  expect(voiceOf(sentence)).toBe(`reported:${name}`)
})

test('carries a speaker through a quotation of several sentences', () => {
  expect(voicesOf(['“We lost half the herd,” said Juan Pérez.', '“Nobody came.”', 'It rained.'])).toEqual(['reported:Juan Pérez', 'reported:Juan Pérez', 'own'])
  expect(voicesOf(['Ana Ruiz said: “The well is dry.', 'It was dry before.”', 'It rained.'])).toEqual(['reported:Ana Ruiz', 'reported:Ana Ruiz', 'own'])
})
