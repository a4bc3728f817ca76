// Plain JavaScript for the Node that a machine has (20 or newer): finds or fetches what the workspace needs.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
const bin = join(root, 'node_modules', '.bin')

/** The TypeScript sources run as written from here on. */
const nodeMin = [22, 18]

/** Installs the locked packages where they are missing or older than the lock file. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.log('Installing the packages that the lock file names (npm ci) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync(npm, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error(
      'npm ci failed; its message stands above. A network that reaches the npm registry is needed once.',
    )
    process.exit(1)
  }
}

function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  if (statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return true
  return sameVersions(installed)
}

/** A checkout touches the lock file without changing it, hence the second look. */
function sameVersions(installedFile) {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link || !path.includes('node_modules')) return true
    const there = installed[path]
    return there ? there.version === entry.version : entry.optional === true || entry.peer === true
  })
}

/** The Node that runs the sources: the packaged one, else the system's where it is new enough. */
export function findNode() {
  const packaged = join(bin, process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(packaged)) return packaged
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > nodeMin[0] || (major === nodeMin[0] && minor >= nodeMin[1])) return process.execPath
  console.error(
    `Node ${process.versions.node} is too old here, and no packaged Node exists for ${process.platform}-${process.arch}. ` +
      `Install Node ${nodeMin.join('.')} or newer.`,
  )
  process.exit(1)
}

/** The environment in which the workspace's tools and the packaged Node are found first. */
export function toolEnvironment(extra = {}) {
  return { ...process.env, ...extra, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` }
}

/** Runs a Node script in the foreground and ends with its exit code; signals are left to reach it first. */
export function runNode(args, options = {}) {
  const child = spawn(findNode(), args, {
    cwd: options.cwd ?? root,
    stdio: 'inherit',
    env: toolEnvironment(options.env),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (child.exitCode === null && signal !== 'SIGINT') child.kill(signal)
    })
  }
  child.on('error', (error) => {
    console.error(`Node could not be started: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)
  })
}
