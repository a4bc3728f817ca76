import { text } from 'node:stream/consumers'
import { type Command, UsageError } from './commands/command.ts'
import { commands } from './commands/registry.ts'
import { explainFailure } from './explain-failure.ts'

/** What an administrator does with the server's data. Exit codes: 0 done, 1 failed, 2 wrong usage. */
async function main(words: readonly string[]): Promise<void> {
  const [first = 'help'] = words
  if (['help', '--help', '-h'].includes(first)) {
    process.stdout.write(usage())
    return
  }
  const command = commands.find(({ name }) => words.slice(0, name.split(' ').length).join(' ') === name)
  if (!command) throw new UsageError(`"${words.join(' ')}" is no command`)
  await command.run({
    args: words.slice(command.name.split(' ').length),
    env: process.env,
    print: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    read: () => text(process.stdin),
  })
}

function usage(): string {
  const lineOf = ({ name, usage: rest, summary }: Command): string =>
    `  ${name} ${rest}`.trimEnd().concat(`\n      ${summary}`)
  return ['Usage: todo-server COMMAND', '', ...commands.map(lineOf), ''].join('\n')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isUsage = error instanceof UsageError
  process.stderr.write(isUsage ? `${error.message}\n\n${usage()}` : `${explainFailure(error)}\n`)
  process.exitCode = isUsage ? 2 : 1
})
