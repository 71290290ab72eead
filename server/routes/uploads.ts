/** Files in a form: who may send them, how many at once, and how large. */
import { z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { Refusal } from '#model/refusal.ts'
import type { Actor } from '../auth/access.ts'
import type { Parts } from '../parts.ts'
import { createPlaces } from '../places.ts'
import { declaredBytes, limitBody } from './body.ts'
import { type Env, requireActor } from './context.ts'

/** The address that takes files into the library. */
export const UPLOADS = '/api/sources'
const SNAPSHOTS = /^\/api\/sources\/[^/]+\/snapshots$/
const PASTED = `${UPLOADS}/text`
const MAX_FILE_NAME = 255

/** Addresses with a limit of their own for the body, behind the right to send one. */
export function takesFiles(path: string): boolean {
  return path === UPLOADS || path === PASTED || SNAPSHOTS.test(path)
}

const upload = z.instanceof(File)
const files = z
  .union([upload.transform((file) => [file]), z.array(upload)])
  .openapi({ type: 'array', items: { type: 'string', format: 'binary' }, description: 'One or more files' })

/** A form with files under "files". */
export const filesForm = { required: true, content: { 'multipart/form-data': { schema: z.object({ files }) } } }

/** Before a byte of the body is read: the right to add files (`permit` throws without it), and a place among the uploads under way. One for all addresses that take files. */
export function uploadGate(parts: Parts): (permit: (actor: Actor, c: Parameters<MiddlewareHandler<Env>>[0]) => unknown) => MiddlewareHandler<Env> {
  const places = createPlaces({ each: parts.config.importUploads, total: parts.config.importBytesAtOnce })
  const limit = limitBody(parts.config.importBodyBytes)
  return (permit) => async (c, next) => {
    if (c.req.method !== 'POST') return next()
    const actor = await requireActor(c, parts)
    await permit(actor, c)
    const declared = declaredBytes(c)
    if (declared !== null && declared > parts.config.importBodyBytes) return limit(c, next)
    const leave = places.take(actor.id, declared ?? parts.config.importBodyBytes)
    if (!leave) throw new Refusal('too-many', 'Too many files are being added right now. Wait until the ones under way are done, then try again.')
    try {
      return await limit(c, next)
    } finally {
      leave()
    }
  }
}

export function checkFiles(files: readonly File[], { config }: Pick<Parts, 'config'>): void {
  if (files.length === 0) throw new Refusal('invalid-input', 'The form has no file under "files".', [{ pointer: '/files', detail: 'at least one file' }])
  if (files.length > config.importFiles) throw new Refusal('too-large', `At most ${config.importFiles} files at a time; these are ${files.length}.`)
  files.forEach((file, index) => {
    if (file.size <= config.importFileBytes) return
    const limit = `${Math.floor(config.importFileBytes / 1_000_000)} MB`
    throw new Refusal('too-large', `"${plainName(file.name)}" is larger than ${limit}. Split it, or raise IMPORT_FILE_BYTES.`, [{ pointer: `/files/${index}`, detail: `at most ${limit}` }])
  })
}

/** The name without the folders some browsers send, and without control characters, also those that turn the direction of writing: a name that ends in "fdp.exe" must not look like a PDF. */
export function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return last.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '').slice(-MAX_FILE_NAME) || 'file'
}
