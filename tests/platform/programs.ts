import { existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a program is: on PATH, or where Debian keeps those of administrators. */
export function programNamed(name: string): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
  if (!found) throw new Error(`${name} is not installed; run tests/platform/setup`)
  return found
}

/** The folder of the programs of another PostgreSQL than our own. */
export function otherPostgres(): string {
  const [debian] = globSync('/usr/lib/postgresql/*/bin').sort()
  return debian ?? join(programNamed('initdb'), '..')
}
