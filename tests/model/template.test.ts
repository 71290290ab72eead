import { expect, test } from 'vitest'
import { Refusal } from '../../model/refusal.ts'
import { parseManifest } from '../../model/template.ts'

const manifest = {
  format: 'counterpoint-template/1',
  id: 'note',
  rev: 1,
  kind: 'note',
  title: 'Note',
  description: 'A short note.',
  lang: 'en-US',
  paper: 'letter',
  margins: { top: 72, right: 72, bottom: 72, left: 72 },
  accent: '#0f5c5c',
  fields: [{ name: 'to', type: 'text', label: 'To' }],
  slots: [],
}

function faultOf(change: object): string {
  try {
    parseManifest({ ...manifest, ...change }, 'note/template.json')
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
  throw new Error('nothing was refused')
}

test('fills in what a manifest leaves out', () => {
  expect(parseManifest(manifest, 'note/template.json')).toMatchObject({ citations: 'footnotes', pages: null, fields: [{ name: 'to', required: false }] })
})

test.each([
  ['a field used twice', { fields: [manifest.fields[0], manifest.fields[0]] }, '/fields/1/name'],
  ['a choice without choices', { fields: [{ name: 'to', type: 'choice', label: 'To' }] }, '/fields/0/choices'],
  ['a key it does not know', { colour: 'red' }, 'colour'],
  ['a paper it does not know', { paper: 'a3' }, '/paper'],
  ['a field name with a blank', { fields: [{ name: 'to whom', type: 'text', label: 'To' }] }, '/fields/0/name'],
])('refuses %s and says where', (_, change, place) => {
  expect(faultOf(change)).toContain(place)
})
