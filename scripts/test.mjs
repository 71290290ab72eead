/**
 * `npm test`: lint, types, unit and server tests, then the journeys in a real browser. Every step runs even when one before it failed.
 *
 * Lint and types count as one test each. The last line is `N passed, N failed`; the exit code is 1 when anything failed or no test ran.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pinnedNode, root } from './node.mjs'

const node = pinnedNode()
const folder = mkdtempSync(join(tmpdir(), 'counterpoint-test-'))
const total = { passed: 0, failed: 0 }

function run(name, args) {
  process.stdout.write(`\n── ${name}\n`)
  return spawnSync(node, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: process.env }).status
}

function check(name, args) {
  if (run(name, args) === 0) total.passed += 1
  else total.failed += 1
}

function vitest(project) {
  const report = join(folder, `${project}.json`)
  const status = run(project, [
    join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project,
    '--reporter=default', '--reporter=json', `--outputFile.json=${report}`,
  ])
  const counts = readCounts(report)
  total.passed += counts.passed
  // A run that broke outside a test (a file that does not load, an unhandled error) failed even if every test it reached passed.
  total.failed += status === 0 ? counts.failed : Math.max(counts.failed, 1)
}

function readCounts(report) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch (error) {
    process.stdout.write(`No report from this run: ${error.message}\n`)
    return { passed: 0, failed: 1 }
  }
}

check('lint', [join('node_modules', 'oxlint', 'bin', 'oxlint'), '--deny-warnings', 'model', 'sources', 'templates', 'server', 'editor', 'tests', 'scripts'])
check('types', [join('node_modules', 'typescript', 'bin', 'tsc'), '-b'])
vitest('unit')
vitest('journeys')
rmSync(folder, { recursive: true, force: true })

process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 && total.passed > 2 ? 0 : 1)
