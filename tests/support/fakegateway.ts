/** A gateway in memory that a test holds by the hand: when it acknowledges, when it falls silent, when it dies. Time stands still until the test moves it. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Clock, SocketLike } from '../../editor/sync/socket.ts'
import { awarenessFrame, type Frame, readFrame, syncFrame } from '../../editor/sync/wire.ts'
import { MESSAGE } from '../../model/protocol.ts'

export type ManualClock = Clock & { pass(milliseconds: number): void }

export function manualClock(): ManualClock {
  let now = 0
  let waiting: { at: number; call: () => void }[] = []
  return {
    after(milliseconds, call) {
      const entry = { at: now + milliseconds, call }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
    random: () => 1,
    pass(milliseconds) {
      const until = now + milliseconds
      for (;;) {
        const next = waiting.filter(({ at }) => at <= until).sort((x, y) => x.at - y.at)[0]
        if (!next) break
        waiting = waiting.filter((other) => other !== next)
        now = next.at
        next.call()
      }
      now = until
    },
  }
}

/** The server's side of one socket. */
export type FakePeer = {
  url: string
  /** What the client sent, newest last. */
  received: Frame[]
  send(bytes: Uint8Array): void
  acknowledge(count: number): void
  /** The connection breaks or is closed by the server. */
  end(code?: number, reason?: string): void
  isOpen(): boolean
}

export type FakeGateway = {
  open(url: string): SocketLike
  ydoc: Y.Doc
  peers: FakePeer[]
  /** The newest connection. */
  peer(): FakePeer
  /** False: the door is shut, a new socket is closed before it opens. */
  accepting: boolean
  /** False: messages are read but nothing is acknowledged. */
  acknowledging: boolean
  /** False: nothing is answered at all. */
  answering: boolean
}

export function fakeGateway(seed: Uint8Array): FakeGateway {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, seed)
  const gateway: FakeGateway = { open, ydoc, peers: [], peer: () => gateway.peers.at(-1)!, accepting: true, acknowledging: true, answering: true }

  function open(url: string): SocketLike {
    const target = new EventTarget()
    const emit = (type: string, detail: object = {}) => target.dispatchEvent(Object.assign(new Event(type), detail))
    let isOpen = false
    let counted = 0
    const peer: FakePeer = {
      url,
      received: [],
      send: (bytes) => void (isOpen && emit('message', { data: bytes.slice().buffer })),
      acknowledge(count) {
        const encoder = encoding.createEncoder()
        encoding.writeVarUint(encoder, MESSAGE.ack)
        encoding.writeVarUint(encoder, count)
        peer.send(encoding.toUint8Array(encoder))
      },
      end(code = 1006, reason = '') {
        isOpen = false
        emit('close', { code, reason })
      },
      isOpen: () => isOpen,
    }
    gateway.peers.push(peer)
    queueMicrotask(() => {
      if (!gateway.accepting) return peer.end()
      isOpen = true
      emit('open')
    })
    const answer = (frame: Frame) => {
      if (frame.kind === 'step1') {
        peer.send(syncFrame('step2', Y.encodeStateAsUpdate(ydoc, frame.bytes)))
        peer.send(syncFrame('step1', Y.encodeStateVector(ydoc)))
      } else if (frame.kind === 'step2' || frame.kind === 'update') {
        counted++
        Y.applyUpdate(ydoc, frame.bytes)
        for (const other of gateway.peers) if (other !== peer) other.send(syncFrame('update', frame.bytes))
        if (gateway.acknowledging) peer.acknowledge(counted)
      } else if (frame.kind === 'awareness') {
        for (const other of gateway.peers) if (other !== peer) other.send(awarenessFrame(frame.bytes))
      } else if (frame.kind === 'query-awareness') peer.send(awarenessFrame(Uint8Array.of(0)))
    }
    return {
      binaryType: 'blob',
      addEventListener: target.addEventListener.bind(target) as SocketLike['addEventListener'],
      send(data) {
        if (!isOpen) throw new Error('the socket is not open')
        const frame = readFrame(data)
        peer.received.push(frame)
        if (gateway.answering) answer(frame)
      },
      close() {
        isOpen = false
      },
    }
  }
  return gateway
}

/** Lets everything that waits for a promise run. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 10; round++) await Promise.resolve()
}
