#!/usr/bin/env node
// Plain CommonJS, so that an old Node can read it and say what is needed, and a new one starts at its fastest.
const { existsSync, readFileSync, writeSync } = require('node:fs')
const { join } = require('node:path')

const args = process.argv.slice(2)
const folder = join(__dirname, '..')

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  writeSync(1, `${JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version}\n`)
} else if (existsSync(join(folder, 'src'))) {
  fromCheckout()
} else if (isNodeFrom(22, 16)) {
  cacheCode()
  start(require('../dist/todo.cjs'))
} else {
  refuse()
}

/** The sources run as they are from Node 22.18 on; with an older one, the Node that npm installed takes over. */
function fromCheckout() {
  if (isNodeFrom(22, 18)) {
    import('../src/index.ts').then(start)
    return
  }
  const node = join(folder, '../../node_modules/.bin/node')
  if (!existsSync(node)) {
    refuse()
    return
  }
  const { spawnSync } = require('node:child_process')
  const { status } = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' })
  process.exitCode = status === null ? 1 : status
}

/** All is written when `main` ends, so nothing is left to wait for, and the rest of the process is not taken down piece by piece. */
async function start({ main, processIo }) {
  process.exit(await main(args, processIo()))
}

/** Keeps the compiled program in the user's own cache folder: Node's default is a folder shared with other users. */
function cacheCode() {
  const cache = process.env.XDG_CACHE_HOME || (process.env.HOME && join(process.env.HOME, '.cache'))
  if (cache) require('node:module').enableCompileCache(join(cache, 'todo', 'code'))
}

function isNodeFrom(major, minor) {
  const [ours, oursMinor] = process.versions.node.split('.').map(Number)
  return ours > major || (ours === major && oursMinor >= minor)
}

function refuse() {
  process.stderr.write(
    `todo needs Node.js 22.16 or newer; this is ${process.versions.node} (${process.execPath}).\nInstall a current Node.js: https://nodejs.org\n`,
  )
  process.exitCode = 1
}
