/**
 * The HTTP application as a function of its parts. It listens to nothing: `listen.ts` gives it a port, tests call `app.request`.
 *
 * Order matters: an id for the request, then headers, then the name it was sent to and where it comes from, then who is asking, and only then how much
 * of its body is read. A route whose body may be large asks for the right to send it, too, before it takes a byte (`routes/uploads.ts`).
 */
import type { Context, MiddlewareHandler } from 'hono'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { bearerOf } from './auth/access.ts'
import { isSafeMethod, isTrustedHost, isTrustedOrigin } from './auth/origin.ts'
import type { Config } from './config.ts'
import type { Parts } from './parts.ts'
import { problemResponse, refusalOf } from './problem.ts'
import { limitBody } from './routes/body.ts'
import { type App, type Env, newApp, requireActor } from './routes/context.ts'
import { conflictRoutes } from './routes/conflicts.ts'
import { documentRoutes } from './routes/documents.ts'
import { exportRoutes } from './routes/export.ts'
import { factRoutes } from './routes/facts.ts'
import { healthRoutes } from './routes/health.ts'
import { libraryRoutes } from './routes/library.ts'
import { referenceRoutes } from './routes/reference.ts'
import { sessionRoutes } from './routes/session.ts'
import { signInRoutes } from './routes/signin.ts'
import { sourceRoutes } from './routes/sources.ts'
import { templateRoutes } from './routes/templates.ts'
import { takesFiles } from './routes/uploads.ts'
import { type StaticFiles, staticFiles } from './static.ts'

/** `files` is the built editor; a test passes another folder. */
export function createApp(parts: Parts, files: StaticFiles = staticFiles()): App {
  const app = newApp()
  app.use(requestId({ generator: () => uuidv7(parts.now(), parts.random), headerName: '' }))
  app.use(logged(parts))
  app.use(headers(parts.config))
  app.use(fromTrusted(parts.config))
  app.use('/api/*', signedIn(app, parts))
  app.use(limited(parts.config))

  sessionRoutes(app, parts)
  documentRoutes(app, parts)
  exportRoutes(app, parts)
  libraryRoutes(app, parts)
  sourceRoutes(app, parts)
  factRoutes(app, parts)
  conflictRoutes(app, parts)
  templateRoutes(app, parts)
  healthRoutes(app, parts)
  signInRoutes(app, parts)
  referenceRoutes(app)

  app.notFound(async (c) => {
    const file = isSafeMethod(c.req.method) ? await files.respond(c) : null
    if (file) return file
    const allowed = methodsOf(app, c.req.path)
    if (allowed.length === 0) return problemResponse(c, new Refusal('not-found', `There is nothing at ${c.req.path}.`))
    c.header('Allow', allowed.join(', '))
    return problemResponse(c, new Refusal('method-not-allowed', `${c.req.path} takes ${allowed.join(', ')}, not ${c.req.method}.`))
  })
  app.onError((error, c) => problemResponse(c, refusalOf(error, parts.log, parts.random)))
  return app
}

/** Method, path, status and time; a path with a secret in it is cut. */
function logged({ log, now }: Pick<Parts, 'log' | 'now'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    const start = now()
    await next()
    const path = c.req.path.replace(/^\/sign-in\/link\/.*/, '/sign-in/link/…')
    log.debug({ request: c.get('requestId'), method: c.req.method, path, status: c.res.status, ms: now() - start }, 'request')
  }
}

function headers(config: Config): MiddlewareHandler<Env> {
  const secure = secureHeaders({
    // ProseMirror and the cursors of others set styles on elements; blob: is for previews the page makes itself.
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      // Sockets of the same address are meant, too.
      connectSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      frameSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: config.publicUrl?.protocol === 'https:' ? 'max-age=15552000' : false,
    xFrameOptions: 'DENY',
  })
  return async (c, next) => {
    await secure(c, next)
    c.res.headers.set('X-Request-Id', c.get('requestId'))
    if (c.req.path.startsWith('/api/') || c.req.path.startsWith('/sign-in/')) c.res.headers.set('Cache-Control', 'no-store')
  }
}

/** No browser sends an API key by itself, so that a request which stands on one needs no origin. Where no key counts (sign-in, the accounts) none is a way around. */
function fromTrusted(config: Config): MiddlewareHandler<Env> {
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host
    if (!isTrustedHost(host, config)) throw new Refusal('untrusted-host', `The server does not answer to "${host}". Use the address it printed, or set PUBLIC_URL.`)
    if (!isSafeMethod(c.req.method) && !standsOnKey(c) && !isTrustedOrigin(c.req.raw.headers, host, config)) {
      throw new Refusal('untrusted-origin', 'The request came from another site. Open Counterpoint at its own address and try again.')
    }
    await next()
  }
}

function standsOnKey(c: Context<Env>): boolean {
  return c.req.path.startsWith('/api/') && !c.req.path.startsWith('/api/auth/') && bearerOf(c.req.raw.headers) !== null
}

/** Nobody's body is read before we know whose it is: what an address needs stands in its description. */
function signedIn(app: App, parts: Pick<Parts, 'access'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method
    if (routesAt(app, c.req.path).some((route) => route.method.toUpperCase() === method && needsActor(route.security))) await requireActor(c, parts)
    await next()
  }
}

/** An empty entry stands for "or nobody" (OpenAPI). */
function needsActor(security: readonly Record<string, unknown>[] = []): boolean {
  return security.length > 0 && security.every((way) => Object.keys(way).length > 0)
}

/** Strangers sign in, and send no more than that takes. Files have a limit of their own, behind the right to add them. */
function limited(config: Config): MiddlewareHandler<Env> {
  const strangers = limitBody(config.signInBodyBytes)
  const members = limitBody(config.bodyBytes)
  return (c, next) => {
    if (c.req.method === 'POST' && takesFiles(c.req.path)) return next()
    return c.get('actor') ? members(c, next) : strangers(c, next)
  }
}

/** The methods the API document lists for this address. */
function methodsOf(app: App, path: string): string[] {
  return [...new Set(routesAt(app, path).map(({ method }) => method.toUpperCase()))]
}

/** An address that is written out is no other address's parameter. */
function routesAt(app: App, path: string) {
  const routes = app.openAPIRegistry.definitions.flatMap((definition) => (definition.type === 'route' && matches(definition.route.path, path) ? [definition.route] : []))
  const written = routes.filter((route) => route.path === path)
  return written.length > 0 ? written : routes
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const given = path.split('/')
  return wanted.length === given.length && wanted.every((part, index) => (part.startsWith('{') ? given[index] !== '' : part === given[index]))
}
