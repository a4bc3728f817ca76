// `npm run check`: everything that can be said without running the product. All gates run, then it reports.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, findNode, root, toolEnvironment } from './workspace.mjs'

ensureInstalled()

const modules = join(root, 'node_modules')
const gates = [
  ['format and lint', [join(modules, '@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
  ['types', [join(modules, 'typescript/bin/tsc'), '--project', '.']],
  ['types of the web app', [join(modules, 'typescript/bin/tsc'), '--project', 'apps/frontend']],
  ['boundaries', ['scripts/check-boundaries.ts']],
  ['dead code', [join(modules, 'knip/bin/knip.js')]],
  ['documents', ['scripts/check-docs.ts']],
]

const results = await Promise.all(gates.map(([name, args]) => run(name, args)))
const failed = results.filter(({ code }) => code !== 0)
for (const { name, output } of failed) console.error(`\n${name}:\n${output.trim()}`)
console.log(
  results
    .map(({ name, code, ms }) => `${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${(ms / 1000).toFixed(1)} s)`)
    .join('\n'),
)
process.exitCode = failed.length > 0 ? 1 : 0

function run(name, args) {
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(findNode(), args, { cwd: root, env: toolEnvironment() })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        output += text
      })
    }
    child.on('close', (code) => resolve({ name, code: code ?? 1, output, ms: Date.now() - started }))
  })
}
