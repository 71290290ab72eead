/** Decoding of untrusted values: a zod schema in, the value or a Refusal with JSON pointers out. */
import type { z } from 'zod'
import { type Fault, Refusal, type RefusalCode } from './refusal.ts'

const MAX_FAULTS = 20

/** RFC 6901 pointer of a path: ["fields", "a/b"] → "/fields/a~1b"; the whole value is "". */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.slice(0, MAX_FAULTS).map((issue) => ({ pointer: jsonPointer(issue.path), detail: issue.message }))
}

/** The decoded value; throws a Refusal with `code` that names every place (at most 20) when it has another shape. `what` opens the sentence: "The template manifest". */
export function decode<S extends z.ZodType>(shape: S, value: unknown, what: string, code: RefusalCode = 'invalid-input'): z.output<S> {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const faults = faultsOf(result.error)
  const first = faults[0]
  throw new Refusal(code, `${what} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}; the first at "${first?.pointer ?? ''}": ${first?.detail ?? 'unknown'}`, faults)
}

/** JSON text to a decoded value. A syntax error is a Refusal too. */
export function decodeJson<S extends z.ZodType>(shape: S, text: string, what: string, code: RefusalCode = 'invalid-input'): z.output<S> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Refusal(code, `${what} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  return decode(shape, value, what, code)
}
