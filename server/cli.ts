/**
 * The command line: `npm run -s counterpoint -- <command>`. Headless, no server needed; it may run beside one.
 *
 * Results on stdout (JSON lines with --json), progress and prose on stderr. Exit 0 done, 1 findings, 2 bad usage or input.
 */
import { run } from './cli/run.ts'

// Who reads the results may have seen enough (`| head`): that is no fault, and there is nobody left to write to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await run(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
})
