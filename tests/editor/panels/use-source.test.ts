/** A long source comes in windows; joined, every offset points at the same letters as in the whole. */
import { expect, test } from 'vitest'
import type { SourceDetail } from '#model/api.ts'
import { joined } from '../../../editor/panels/use-source.ts'

test('the letters under every block and passage are the same in the joined text as in the whole', () => {
  const whole = 'First paragraph.\n\n\nSecond one.\n\nThird.'
  const block = (start: number, end: number) => ({ start, end, kind: 'body' as const, reason: '', decidedBy: 'rule:layout' })
  const blocks = [block(0, 16), block(19, 30), block(32, 38)]
  const window = (from: number, to: number): SourceDetail => {
    const own = blocks.slice(from, to)
    const textStart = own[0]?.start ?? 0
    return { blocks: own, passages: [], text: whole.slice(textStart, own.at(-1)?.end), textStart, from, blockCount: 3 } as unknown as SourceDetail
  }
  const again = joined(window(0, 1), [window(1, 2), window(2, 3)])
  expect(again.blocks.map(({ start, end }) => again.text.slice(start, end))).toEqual(['First paragraph.', 'Second one.', 'Third.'])
  expect(again).toMatchObject({ from: 0, textStart: 0 })
})
