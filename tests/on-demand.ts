import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) })

/**
 * The folder in which a package is that is too large to come with all others: `folder` has the manifest that names it
 * alone, and its lock. It is installed where it is missing, without running scripts of anybody's.
 */
export function onDemand(folder: string): string {
  const { dependencies } = Manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const [[name, version] = []] = Object.entries(dependencies)
  if (name === undefined) throw new Error(`${folder} names no package`)
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'todo-platform')
  const place = join(cache, `${name.split('/').at(-1)}-${version}`)
  if (!existsSync(join(place, 'complete'))) {
    console.log(`Installing ${name} ${version}`)
    rmSync(place, { recursive: true, force: true })
    mkdirSync(place, { recursive: true })
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(folder, file), join(place, file))
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', args, { cwd: place })
    writeFileSync(join(place, 'complete'), '')
  }
  return join(place, 'node_modules', name)
}
