/** `npm run golden`: compares the page dumps; `npm run golden -- --accept` writes what the code makes now as the new reference (look at the difference before you commit it). */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pinnedNode, root } from './node.mjs'

const accept = process.argv.includes('--accept')
const result = spawnSync(pinnedNode(), [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'unit', 'tests/golden'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...(accept ? { COUNTERPOINT_ACCEPT: '1' } : {}) },
  shell: process.platform === 'win32',
})
process.exit(result.status ?? 1)
