/** The lines a program is given on its standard input, one after the other, each within a bound. */
import { StringDecoder } from 'node:string_decoder'

/** `text` is null when the line has more than `longest` UTF-16 units. `number` counts from 1. */
export type GivenLine = { number: number; text: string | null }

export async function* linesOf(input: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<GivenLine> {
  const decoder = new StringDecoder('utf8')
  let number = 1
  let held = ''
  let tooLong = false
  const take = (piece: string) => {
    if (held.length + piece.length > longest) tooLong = true
    held = tooLong ? '' : held + piece
  }
  const line = (): GivenLine => {
    const text = tooLong ? null : held.replace(/\r$/u, '')
    held = ''
    tooLong = false
    return { number: number++, text }
  }
  for await (const chunk of input) {
    const pieces = decoder.write(Buffer.from(chunk)).split('\n')
    for (const piece of pieces.slice(0, -1)) {
      take(piece)
      yield line()
    }
    take(pieces.at(-1) ?? '')
  }
  if (held !== '' || tooLong) yield line()
}
