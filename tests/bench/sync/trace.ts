/**
 * A long history to load: the keystrokes of a seeded typist who writes words, takes letters back and jumps about, as a person does over weeks; or a
 * recorded trace in the form of the editing-traces collection. The same seed gives the same bytes.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'

/** At `at` (UTF-16 units) `remove` characters go and `insert` comes. */
export type Keystroke = { at: number; remove: number; insert: string }

export type History = {
  /** In the order they were made. */
  updates: Uint8Array[]
  /** All of them as one, without what was deleted. */
  state: Uint8Array
  text: string
}

export const HISTORY_FIELD = 'words'
/** What a long-lived brief has: about as many keystrokes as the automerge-paper trace, of which three in ten take a letter back. */
export const HISTORY_KEYS = 260_000
const AUTHOR = 7
/** Chance that a key begins to take back, and how many letters at most; chance that the typist goes elsewhere first. */
const REGRET = 0.064
const TAKEN_BACK = 12
const JUMP = 0.004
const NEAR = 200
const WORDS = 'the bridge office counts every truck that waits before noon and both ports learn what it saw so that nobody opens a lane which will be closed'.split(' ')

/** `count` keystrokes of one letter each. `random` gives numbers from 0 up to 1. */
export function typeKeys(count: number, random: () => number): Keystroke[] {
  const keys: Keystroke[] = []
  let length = 0
  let place = 0
  let word = ''
  const below = (limit: number) => Math.floor(random() * limit)
  const press = (key: Keystroke) => {
    keys.push(key)
    length += key.insert.length - key.remove
    place = key.at + key.insert.length
  }
  const takeBack = (letters: number) => {
    for (let left = Math.min(letters, place, count - keys.length); left > 0; left--) press({ at: place - 1, remove: 1, insert: '' })
  }
  const jump = () => {
    place = random() < 0.8 ? Math.max(0, Math.min(length, place + below(2 * NEAR) - NEAR)) : below(length + 1)
    word = ''
  }
  while (keys.length < count) {
    if (random() < JUMP) jump()
    if (random() < REGRET) {
      takeBack(1 + below(TAKEN_BACK))
      continue
    }
    if (word === '') word = `${WORDS[below(WORDS.length)] ?? ''} `
    press({ at: place, remove: 0, insert: word.charAt(0) })
    word = word.slice(1)
  }
  return keys
}

/** Types the keys into a Y.Text, `together` of them in one update, as an editor sends what comes within a moment. */
export function recordHistory(keys: readonly Keystroke[], together: number): History {
  const ydoc = new Y.Doc()
  ydoc.clientID = AUTHOR
  const text = ydoc.getText(HISTORY_FIELD)
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  for (let from = 0; from < keys.length; from += together) {
    ydoc.transact(() => {
      for (const { at, remove, insert } of keys.slice(from, from + together)) {
        if (remove > 0) text.delete(at, remove)
        if (insert !== '') text.insert(at, insert)
      }
    })
  }
  return { updates, state: Y.encodeStateAsUpdate(ydoc), text: text.toString() }
}

type Recorded = { startContent: string; endContent: string; txns: { patches: [at: number, remove: number, insert: string][] }[] }

/** The keystrokes of a recorded trace file (JSON, may be gzipped). Throws when its end is not where its keys lead. */
export function readTrace(file: string): Keystroke[] {
  const bytes = readFileSync(file)
  const { startContent, endContent, txns } = JSON.parse((bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8')) as Recorded
  const keys = txns.flatMap(({ patches }) => patches.map(([at, remove, insert]) => ({ at, remove, insert })))
  if (startContent !== '') keys.unshift({ at: 0, remove: 0, insert: startContent })
  if (recordHistory(keys, keys.length).text !== endContent) throw new Error(`${file} does not end with the text it says`)
  return keys
}
