import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Not the package's own: those switch the same-origin policy off. The sandbox cannot be had as root. */
const usual = ['--no-sandbox', '--disable-gpu']

/** Chromium of the system where there is one, else the one that comes with the packages. */
export const launchBrowser = async (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch(await launchOptions(more))

export async function launchOptions(more: readonly string[] = []): Promise<LaunchOptions> {
  const args = [...usual, ...more]
  const executablePath = installed()
  return executablePath === null ? packagedOptions(args) : { executablePath, args }
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
async function packagedOptions(args: string[]): Promise<LaunchOptions> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = await packaged.executablePath()
  const libraries = [join(tmpdir(), 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
  return {
    executablePath,
    args,
    env: { ...process.env, LD_LIBRARY_PATH: libraries.filter(Boolean).join(delimiter) },
  }
}
