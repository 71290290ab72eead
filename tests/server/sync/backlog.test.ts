import { expect, test } from 'vitest'
import { createBacklog } from '../../../server/sync/backlog.ts'

const packet = (size: number) => Buffer.alloc(size)

test('holds nothing while nobody is behind', () => {
  const backlog = createBacklog<string>()
  backlog.push(packet(10))
  backlog.enter('slow')
  expect(backlog.behind('slow')).toBe(0)
})

test('gives each what it missed, in order and in bites, and forgets what nobody needs', () => {
  const backlog = createBacklog<string>()
  const packets = [10, 20, 30, 40].map(packet)
  backlog.enter('first')
  backlog.push(packets[0] ?? packet(0))
  backlog.enter('second')
  for (const more of packets.slice(1)) backlog.push(more)
  expect([backlog.behind('first'), backlog.behind('second')]).toEqual([100, 90])
  expect(backlog.take('first', 35)).toEqual(packets.slice(0, 2))
  expect(backlog.behind('first')).toBe(70)
  expect(backlog.take('first', 5)).toEqual([packets[2]])
  expect(backlog.take('second', 1000)).toEqual(packets.slice(1))
  expect(backlog.holds('second')).toBe(false)
  expect(backlog.take('first', 1000)).toEqual([packets[3]])
  expect(backlog.readers()).toEqual([])
})

test('one who leaves holds nothing back', () => {
  const backlog = createBacklog<string>()
  backlog.enter('slow')
  backlog.push(packet(10))
  backlog.leave('slow')
  backlog.enter('next')
  backlog.push(packet(7))
  expect(backlog.behind('next')).toBe(7)
})
