// `npm run test:fuzz -- [--minutes N] [--seed N]`: sends what the OpenAPI document allows, and what it does not, to the
// real server. Without `--minutes` it is short, and sends the same each time.
import { parseArgs } from 'node:util'
import { startMailServer } from '../acceptance/api/mail-server.ts'
import { address, newSite } from '../acceptance/server/server-process.ts'
import { freePort } from '../free-port.ts'
import { createFuzzer, type Round } from './fuzzer.ts'
import { createTally } from './tally.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string', default: '20261126' } },
})
const seed = numberOf('seed', values.seed)
const minutes = values.minutes === undefined ? null : numberOf('minutes', values.minutes)

/** An access token lives for 15 minutes; each round has one of its own. */
const roundSecondsMax = 300
/** These end the session that asks, or want its refresh token, so each is tried with an account of its own. */
const apart: Readonly<Record<string, Round['credential']>> = {
  logout: 'accessToken',
  endSession: 'accessToken',
  refresh: 'refreshToken',
}

function numberOf(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} is a number from 1`)
  return number
}

/** The short run has so many requests for each operation; a long one goes on until its time is over. */
function* rounds(): Generator<Round> {
  for (const [only, credential] of Object.entries(apart)) yield { seed, only, credential, examples: 5 }
  const others = { without: Object.keys(apart), credential: 'accessToken' } as const
  if (minutes === null) {
    yield { ...others, seed, examples: 15 }
    return
  }
  const count = Math.ceil((minutes * 60) / roundSecondsMax)
  const seconds = Math.round((minutes * 60) / count)
  for (let round = 0; round < count; round += 1) {
    yield { ...others, seed: seed + round, examples: 100, seconds }
  }
}

/** Whatever the server warns of was refused too late, or failed. Not every address that was made up can be written to. */
function warningsIn(output: string): string {
  const isWarning = (line: string): boolean =>
    line.startsWith('{') && !line.includes('a mail could not be sent')
  return output.split('\n').filter(isWarning).join('\n')
}

const site = newSite()
const mail = await startMailServer()
const tally = createTally()
try {
  const port = await freePort()
  const server = site.start({
    PORT: `${port}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: mail.url,
    SMTP_FROM: 'todo@example.org',
    LOG_LEVEL: 'WARN',
  })
  const fuzz = createFuzzer({ url: await address(server), folder: site.folder })
  for (const round of rounds()) tally.add(await fuzz(round))
  tally.add({
    requests: 0,
    results: [{ name: 'the log has no warning', problem: warningsIn(server.output()) }],
  })
  server.child.kill('SIGTERM')
  const code = await server.ended
  tally.add({ requests: 0, results: [{ name: 'the server stops', problem: code === 0 ? '' : `${code}` }] })
} finally {
  await site.clear()
  await mail.stop()
}
tally.report(seed)
