/** Updates that no editor makes: valid, small, and dear to integrate. Written by hand, since Yjs itself writes none like them. */
import * as encoding from 'lib0/encoding'

/** Yjs's first byte of a text item with an origin, and with a right neighbour too. */
const TEXT = 4
const ORIGIN = 0x80
const RIGHT = 0x40
const BASE = 5

type Encoder = encoding.Encoder
const id = (encoder: Encoder, client: number, clock: number) => {
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
}
const head = (encoder: Encoder, structs: number, client: number) => {
  encoding.writeVarUint(encoder, structs)
  id(encoder, client, 0)
}
/** The text everything stands in, of one client. */
const base = (encoder: Encoder, text: string) => {
  head(encoder, 1, BASE)
  encoding.writeUint8(encoder, TEXT)
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarString(encoder, 'words')
  encoding.writeVarString(encoder, text)
}

/** One letter of each of `count` clients, all at one place, made so that each is put after all before it. */
export function crowdedUpdate(count: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, count + 1)
    for (let index = count; index >= 1; index--) {
      head(encoder, index > 1 ? 2 : 1, 1000 + index)
      // A letter that hangs on the client before forces the order.
      if (index > 1) {
        encoding.writeUint8(encoder, TEXT | ORIGIN)
        id(encoder, 999 + index, index === 2 ? 0 : 1)
        encoding.writeVarString(encoder, 'd')
      }
      encoding.writeUint8(encoder, TEXT | ORIGIN)
      id(encoder, BASE, 0)
      encoding.writeVarString(encoder, 'x')
    }
    base(encoder, 'a')
    encoding.writeVarUint(encoder, 0)
  })
}

/** `count` letters of one client, all after the first letter of a long text and each before another of its letters. `client`: whose they are. */
export function stretchedUpdate(count: number, client = BASE + 1): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 2)
    head(encoder, count, client)
    for (let index = 0; index < count; index++) {
      encoding.writeUint8(encoder, TEXT | ORIGIN | RIGHT)
      id(encoder, BASE, 0)
      id(encoder, BASE, 1 + (index % (count - 1)))
      encoding.writeVarString(encoder, 'x')
    }
    base(encoder, 'a'.repeat(count))
    encoding.writeVarUint(encoder, 0)
  })
}
