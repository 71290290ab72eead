/**
 * What we refuse, and why: bad input, no right, too large. One table of codes for every room; only `server/problem.ts` turns them into HTTP.
 *
 * Expected outcomes are part of a result type, and bugs are RangeError or TypeError; a Refusal is neither.
 */

/** code → title (a sentence that is the same each time). Codes are public and don't change. */
export const REFUSALS = {
  'bad-request': 'The request could not be read',
  'invalid-input': 'The input does not have the expected shape',
  'not-signed-in': 'You are not signed in',
  'wrong-credentials': 'The e-mail or the password is not right',
  forbidden: 'Your role does not allow this',
  'not-found': 'There is nothing here, or it is not yours to see',
  'method-not-allowed': 'This address does not take that method',
  conflict: 'This clashes with what is already there',
  'too-large': 'This is larger than the limit',
  'too-many': 'Too many requests in a short time',
  'timed-out': 'The request took too long to arrive',
  'unsupported-media': 'This kind of file cannot be read',
  'empty-file': 'The file is empty',
  'unreadable-file': 'The file cannot be read as text',
  'template-invalid': 'The template has a mistake',
  'brief-invalid': 'The brief cannot be read',
  'link-spent': 'This link was used already or has run out',
  'untrusted-origin': 'The request came from another site',
  'untrusted-host': 'The server does not answer to this name',
  'not-ready': 'The server is not ready',
  'export-failed': 'The export did not finish',
  internal: 'Something went wrong on our side',
} as const

export type RefusalCode = keyof typeof REFUSALS

/** Where in the input the fault is: a JSON pointer (RFC 6901) or "file:line:column", and what is wrong there. */
export type Fault = { pointer: string; detail: string }

export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly faults: readonly Fault[]

  /** `detail` says what happened, where, and what to do next. */
  constructor(code: RefusalCode, detail: string, faults: readonly Fault[] = []) {
    super(detail)
    this.code = code
    this.faults = faults
  }
}
