/** The first promise: what was acknowledged is there after the server was killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { blankBrief } from '#model/brief.ts'
import { seedUpdate } from '#model/ydoc.ts'
import { openSqliteStore } from '../../../server/store/sqlite.ts'
import { openBare, quiet, storedText, TEAM, typing, until } from './support.ts'

test('a server killed right after an acknowledgement has lost nothing of it', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'counterpoint-kill-'))
  const open = () => openSqliteStore({ folder, now: Date.now, log: quiet })
  const before = await open()
  await before.createTeam(TEAM)
  await before.createDocument({ id: 'd1', team: TEAM.id, title: 'A memo', kind: 'note', template: null, createdAt: 1, seed: seedUpdate(blankBrief('A memo')), actor: 'ana' })
  await before.close()

  for (let round = 0; round < 3; round++) {
    const server = spawn(process.execPath, [join(import.meta.dirname, 'server.child.ts'), folder, 'd1'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const { value: port } = (await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next()) as { value: string }
    const ana = await openBare(`ws://127.0.0.1:${port}/sync/d1?ack=1`)
    const field = `round ${round}`
    const texts = Array.from({ length: 200 }, (_, index) => `${index} `)
    for (const update of typing(texts, field)) ana.sendUpdate(update)
    await until(() => (ana.acks.at(-1) ?? 0) > 50 * round, 'an acknowledgement')
    server.kill('SIGKILL')
    await once(server, 'exit')
    await ana.closed
    const acknowledged = ana.acks.at(-1) ?? 0
    const store = await open()
    const stored = await storedText(store, 'd1', field)
    await store.close()
    expect(stored.startsWith(texts.slice(0, acknowledged).join('')), `round ${round}: ${acknowledged} acknowledged`).toBe(true)
  }
  await rm(folder, { recursive: true, force: true })
})
