import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file that is shipped with the program. `src` in the checkout and `dist` in the package both stand beside them. */
export function packageFile(name: string): string {
  return readFileSync(join(import.meta.dirname, '..', name), 'utf8')
}

/** The version in the manifest. */
export function version(): string {
  const manifest: unknown = JSON.parse(packageFile('package.json'))
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return 'unknown'
  return String(manifest.version)
}
