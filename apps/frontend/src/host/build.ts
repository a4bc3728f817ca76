import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { whileLocked } from './lock.ts'
import { sourceHash } from './source-hash.ts'

export type BuildInput = {
  /** Says in one line what is being done. */
  print(line: string): void
  /** Ends a build that runs. */
  signal: AbortSignal
  /** Where builds are kept, below the app's folder; `.next` where it is not said. */
  builds?: string
}

/** The folder of the app, in which Next works. */
export const appFolder = fileURLToPath(new URL('../..', import.meta.url))
const root = fileURLToPath(new URL('../../../..', import.meta.url))
/** Servers that were started before the sources changed may still read theirs. */
const keptMax = 3

/**
 * The build of these sources, as a folder below the app's; it is made where there is none. Several processes may ask
 * at once: one builds, the others wait for it. Rejects with a sentence for a person.
 */
export async function ensureBuild({ print, signal, builds = '.next' }: BuildInput): Promise<string> {
  const folder = join(builds, sourceHash(root))
  const isBuilt = (): boolean => existsSync(join(appFolder, folder, 'BUILD_ID'))
  if (isBuilt()) return folder
  makeWritable(builds)
  await whileLocked(join(appFolder, builds, 'lock'), signal, async () => {
    if (isBuilt()) return
    print('Building the web app, once for this version …')
    const startedMs = performance.now()
    removeUnfinished(builds)
    const unfinished = join(builds, `unfinished-${process.pid}`)
    await runNext(unfinished, { print, signal })
    renameSync(join(appFolder, unfinished), join(appFolder, folder))
    removeOld(builds)
    print(`Built the web app in ${Math.round((performance.now() - startedMs) / 1000)} s`)
  })
  return folder
}

function makeWritable(builds: string): void {
  const path = join(appFolder, builds)
  try {
    mkdirSync(path, { recursive: true })
    const probe = join(path, `probe-${process.pid}`)
    mkdirSync(probe)
    rmSync(probe, { recursive: true })
  } catch (error) {
    const sentence = `The web app is not built, and ${path} cannot be written. Run npm run build as a user who can.`
    throw new Error(sentence, { cause: error })
  }
}

async function runNext(distDir: string, { print, signal }: Omit<BuildInput, 'builds'>): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build', appFolder], {
    cwd: appFolder,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      TODO_WEB_BUILD: distDir,
      NEXT_TELEMETRY_DISABLED: '1',
      // It would ask a registry for the packages of other platforms.
      NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
      for (const [, done] of text.matchAll(/✓ (.+)/g)) print(`  ${done}`)
    })
  }
  const [code] = await once(child, 'close')
  if (code === 0) return
  throw new Error(`The web app could not be built:\n${output.trim().split('\n').slice(-20).join('\n')}`)
}

/** What a build left that was killed; nobody else builds now. */
function removeUnfinished(builds: string): void {
  for (const name of readdirSync(join(appFolder, builds))) {
    if (!name.startsWith('unfinished-')) continue
    // Its Next may not have noticed yet that it is alone, and go on writing.
    rmSync(join(appFolder, builds, name), { recursive: true, force: true, maxRetries: 10 })
  }
}

function removeOld(builds: string): void {
  const ages = readdirSync(join(appFolder, builds), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{16}$/.test(entry.name))
    .map(({ name }) => ({ name, madeMs: statSync(join(appFolder, builds, name)).ctimeMs }))
    .sort((left, right) => right.madeMs - left.madeMs)
  for (const { name } of ages.slice(keptMax)) rmSync(join(appFolder, builds, name), { recursive: true })
}
