#!/usr/bin/env node
// Plain JavaScript, so that an old Node can read it and say what is needed.
import { existsSync, readFileSync } from 'node:fs'

const args = process.argv.slice(2)
const here = (path) => new URL(path, import.meta.url)

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${JSON.parse(readFileSync(here('../package.json'), 'utf8')).version}\n`)
} else if (existsSync(here('../src/index.ts'))) {
  fromCheckout()
} else if (isNodeFrom(22, 16)) {
  run('../dist/index.js')
} else {
  refuse()
}

/** The sources run as they are from Node 22.18 on; with an older one, the Node that npm installed takes over. */
async function fromCheckout() {
  if (isNodeFrom(22, 18)) return run('../src/index.ts')
  const { fileURLToPath } = await import('node:url')
  const node = fileURLToPath(here('../../../node_modules/.bin/node'))
  if (!existsSync(node)) return refuse()
  const { spawnSync } = await import('node:child_process')
  const { status } = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' })
  process.exitCode = status === null ? 1 : status
}

async function run(path) {
  const { main, processIo } = await import(here(path).href)
  process.exitCode = await main(args, processIo())
}

function isNodeFrom(major, minor) {
  const [ours, oursMinor] = process.versions.node.split('.').map(Number)
  return ours > major || (ours === major && oursMinor >= minor)
}

function refuse() {
  process.stderr.write(
    `todo needs Node.js 22.16 or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a current Node.js: https://nodejs.org\n',
  )
  process.exitCode = 1
}
