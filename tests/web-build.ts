import { ensureBuild } from '../apps/frontend/src/host/build.ts'

/** Makes the web app where these sources have none yet. */
export default async function setup(): Promise<void> {
  await ensureBuild({
    print: (line) => process.stdout.write(`${line}\n`),
    signal: new AbortController().signal,
  })
}
