import { ensureBuild } from './host/build.ts'

/** `npm run build`: makes the web app ahead of the first start, as for an image or a read-only checkout. */
const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

try {
  print(
    `The web app is in apps/frontend/${await ensureBuild({ print, signal: new AbortController().signal })}`,
  )
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
