/** `npm run dev`: the server, restarted when one of its files changes, and Vite's development server for the editor (it forwards the API and the socket). */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pinnedNode, root } from './node.mjs'

const node = pinnedNode()
const start = (args) => spawn(node, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
const programs = [
  start(['--watch', join('scripts', 'run.mjs'), 'server/main.ts', ...process.argv.slice(2)]),
  start([join('node_modules', 'vite', 'bin', 'vite.js'), 'editor']),
]

const stop = () => programs.forEach((program) => program.kill('SIGTERM'))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)
for (const program of programs) program.on('exit', stop)
