/**
 * One socket that comes back: opens, notices when the other end is dead, waits (exponential, with jitter) and opens again, until a close code says it is pointless.
 * What the messages mean is `provider.ts`'s.
 */
import { isPermanentClose } from '#model/protocol.ts'

/** The part of a browser's WebSocket we use; `ws` in Node has it too. */
export type SocketLike = {
  binaryType: string
  addEventListener(type: 'open' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void
  send(data: Uint8Array<ArrayBuffer>): void
  close(code?: number, reason?: string): void
}

/** Time and chance, so that a test can hold them still. `after` calls once and returns the way to call it off. */
export type Clock = { after(milliseconds: number, call: () => void): () => void; random(): number }

export const systemClock: Clock = {
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
  random: Math.random,
}

/** Milliseconds. A working server answers a ping at once; ten seconds of silence in all mean that it is gone. */
export const TIMES = { firstRetry: 300, longestRetry: 5000, untilPing: 5000, untilDead: 5000, untilFirst: 30_000, suspicion: 1500 } as const

export type SteadySocketOptions = {
  open(): SocketLike
  clock: Clock
  onOpen(): void
  onMessage(bytes: Uint8Array): void
  /** The connection is gone; another attempt follows. */
  onLost(): void
  /** The server said that trying again is pointless. */
  onRefused(code: number, reason: string): void
  /** A message that every server answers. */
  ping(): Uint8Array
}

export type SteadySocket = {
  /** False when there is no open socket; nothing is kept for later. */
  send(bytes: Uint8Array): boolean
  /** The connection did useful work: the next loss is retried quickly again, and silence is counted strictly. */
  settled(): void
  /** Tries again now (the network came back). */
  retry(): void
  /** Asks for a sign of life and gives the server little time (the network seems gone). */
  suspect(): void
  close(): void
}

export function openSteadySocket(options: SteadySocketOptions): SteadySocket {
  const { clock } = options
  let socket: SocketLike | null = null
  let isOpen = false
  let isSettled = false
  let closed = false
  let attempts = 0
  let cancelWait = () => {}

  const wait = (milliseconds: number, call: () => void) => {
    cancelWait()
    cancelWait = clock.after(milliseconds, call)
  }
  const drop = (): void => {
    if (!socket) return
    const dead = socket
    socket = null
    isOpen = false
    isSettled = false
    dead.close()
  }
  const lost = (): void => {
    drop()
    const delay = Math.min(TIMES.longestRetry, TIMES.firstRetry * 2 ** attempts) * (0.5 + clock.random() / 2)
    attempts++
    wait(delay, connect)
    options.onLost()
  }
  const send = (bytes: Uint8Array): boolean => {
    if (!socket || !isOpen) return false
    // lib0's encoders are typed for shared memory too; ours never is.
    socket.send(bytes as Uint8Array<ArrayBuffer>)
    return true
  }
  const probe = (untilDead: number) => {
    wait(untilDead, lost)
    send(options.ping())
  }
  const heard = () => {
    if (isSettled) wait(TIMES.untilPing, () => probe(TIMES.untilDead))
    else wait(TIMES.untilFirst, lost)
  }

  function connect(): void {
    if (closed || socket) return
    const fresh = options.open()
    fresh.binaryType = 'arraybuffer'
    socket = fresh
    // A socket we let go of may still deliver what it had buffered: that is no longer ours to hear.
    const current = () => socket === fresh
    fresh.addEventListener('open', () => {
      if (!current()) return
      isOpen = true
      heard()
      options.onOpen()
    })
    fresh.addEventListener('message', ({ data }) => {
      if (!current()) return
      heard()
      if (data instanceof ArrayBuffer) options.onMessage(new Uint8Array(data))
    })
    fresh.addEventListener('close', ({ code, reason }) => {
      if (!current()) return
      if (!isPermanentClose(code)) return lost()
      closed = true
      cancelWait()
      drop()
      options.onRefused(code, reason)
    })
    // Every error is followed by a close, which is where we act; Node throws an error that nobody listens for.
    fresh.addEventListener('error', () => {})
    wait(TIMES.untilFirst, lost)
  }

  connect()
  return {
    send,
    settled() {
      attempts = 0
      isSettled = true
      heard()
    },
    retry() {
      if (closed || socket) return
      attempts = 0
      cancelWait()
      connect()
    },
    suspect() {
      if (isOpen) probe(TIMES.suspicion)
    },
    close() {
      closed = true
      cancelWait()
      drop()
    },
  }
}
