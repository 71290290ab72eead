/** Bad frames: bytes that are no message, and messages that are no update. */
import * as encoding from 'lib0/encoding'
import { pause } from '../pace.ts'
import { fate, lettersTyped, noise, oneText, pour, type Probe, withWitness } from './probe.ts'

const SYNC = 0
const QUESTION = 0
const UPDATE = 2

function encoded(...numbers: number[]): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of numbers) encoding.writeVarUint(encoder, number)
  })
}

/** Writes bytes past the WebSocket library, where a frame would be. */
const onTheLine = (name: string, bytes: readonly number[]): Probe => ({
  name,
  async run(yard) {
    const client = await yard.enter(await yard.fresh())
    const line = client.socket as unknown as { _socket: { write(bytes: Buffer): void } }
    line._socket.write(Buffer.from(bytes))
    await pause(250)
    return { verdict: fate(client) }
  },
})

const asUpdate = (name: string, make: () => Uint8Array): Probe => ({
  name,
  async run(yard) {
    const { offender, reached, doc } = await withWitness(yard, async (client) => void client.send(make()))
    const next = await yard.enter(doc)
    const open = next.closed() === null
    return { verdict: `${fate(offender)}${open ? '' : ', the next to join is not let in'}`, ...(reached > 0 ? { harm: 'passed on to others' } : {}) }
  },
})

export const FRAMES: readonly Probe[] = [
  {
    name: 'empty and one-byte messages',
    async run(yard) {
      const verdicts: string[] = []
      for (const bytes of [[], [0], [0, 2], [1], [8], [255]]) {
        const client = await yard.enter(await yard.fresh())
        pour(client, [Uint8Array.from(bytes)])
        await pause(60)
        verdicts.push(fate(client))
      }
      return { verdict: [...new Set(verdicts)].join(' / ') }
    },
  },
  {
    name: 'a text frame',
    async run(yard) {
      const client = await yard.enter(await yard.fresh())
      client.socket.send('hello')
      await pause(200)
      return { verdict: fate(client) }
    },
  },
  onTheLine('a frame without a mask', [0x82, 0x01, 0x00]),
  onTheLine('a frame with reserved bits', [0xf2, 0x81, 1, 2, 3, 4, 5]),
  onTheLine('a frame of 2^63 bytes announced', [0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]),
  {
    name: '200 messages of random bytes',
    async run(yard) {
      let closed = 0
      for (let socket = 0; socket < 10; socket++) {
        const client = await yard.enter(await yard.fresh())
        pour(client, Array.from({ length: 20 }, () => noise(1 + Math.floor(yard.random() * 400))))
        await pause(60)
        if (client.closed() !== null) closed++
      }
      return { verdict: `${closed} of 10 closed` }
    },
  },
  asUpdate('random bytes as an update', () => Uint8Array.of(1, 1, ...noise(60))),
  asUpdate('an update cut in half', () => oneText('a sentence that is long enough to be cut in two').slice(0, 24)),
  asUpdate('an update that announces 2^31 parts', () => encoded(1, 2 ** 31, 5, 0)),
  asUpdate('one deleted run of 2^45 letters', () => Uint8Array.of(...encoded(1, 1, 5, 0), 0, ...encoded(2 ** 45, 0))),
  asUpdate('a clock near 2^53', () => Uint8Array.of(...encoded(1, 1, 5, 2 ** 52), 0, ...encoded(10, 0))),
  {
    name: 'a length beyond the end of the message',
    async run(yard) {
      const { offender, reached } = await withWitness(yard, async (client) => pour(client, [encoded(SYNC, UPDATE, 5000, 1, 2, 3)]))
      return { verdict: fate(offender), ...(reached > 0 ? { harm: 'passed on to others' } : {}) }
    },
  },
  {
    name: 'a state vector that announces 2^31 clients',
    async run(yard) {
      const client = await yard.enter(await yard.fresh())
      const body = encoded(2 ** 31, 1, 1)
      pour(client, [Uint8Array.of(...encoded(SYNC, QUESTION, body.length), ...body)])
      await pause(300)
      return { verdict: fate(client) }
    },
  },
  {
    name: 'one update of 60 MB',
    async run(yard) {
      const { offender, reached } = await withWitness(yard, async (client) => void client.send(oneText('a'.repeat(60_000_000))), 2000)
      return { verdict: fate(offender), ...(reached > 0 ? { harm: '60 MB passed on to others' } : {}) }
    },
  },
  {
    name: 'one message of 120 MB',
    async run(yard) {
      const client = await yard.enter(await yard.fresh())
      client.sendRaw(new Uint8Array(120_000_000))
      await pause(1200)
      return { verdict: fate(client) }
    },
  },
  {
    name: '3,000 updates without the first',
    async run(yard) {
      const { offender, reached } = await withWitness(yard, async (client) => {
        for (const update of lettersTyped(3001).slice(1)) client.send(update)
      }, 1200)
      return { verdict: fate(offender), ...(reached > 0 ? { harm: `${reached} passed on that nobody can read` } : {}) }
    },
  },
]
