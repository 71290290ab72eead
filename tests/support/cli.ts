/** Runs a command line as a person does, in a process of its own: what it printed and how it ended. */
import { program } from './product.ts'

export type Ran = { code: number | null; out: string; err: string }

export function counterpoint(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = program(['server/cli.ts', ...words], env)
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}
