import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Not the package's own: those switch the same-origin policy off. The sandbox cannot be had as root. */
const usual = ['--no-sandbox', '--disable-gpu']

/** Chromium of the system where there is one, else the one that comes with the packages. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [...usual, ...more]
  const executablePath = installed()
  if (executablePath !== null) return chromium.launch({ executablePath, args })
  return launchPackaged(args)
}

function installed(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return paths.find((path) => existsSync(path)) ?? null
}

/**
 * The package was made for a cloud function, and unpacks the libraries that a bare machine lacks only where it
 * believes to be in one.
 */
async function launchPackaged(args: string[]): Promise<Browser> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = await packaged.executablePath()
  const libraries = [join(tmpdir(), 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
  return chromium.launch({
    executablePath,
    args,
    env: { ...process.env, LD_LIBRARY_PATH: libraries.filter(Boolean).join(delimiter) },
  })
}
