import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { cliFigures } from './cli.ts'
import type { Figure, Measured } from './figure.ts'
import { startFigures } from './start.ts'

/** `npm run bench -- [WORD…] [--write]`: the figures whose name has each word; `--write` puts the table into the document. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
})
const document = 'docs/benchmarks.md'
const groups: { title: string; command: string; figures: Figure[] }[] = [
  { title: 'The command line', command: 'npm run bench -- todo', figures: cliFigures },
  { title: 'The server', command: 'npm run bench -- start', figures: startFigures },
]

let over = 0
const tables: string[] = []
for (const { title, command, figures } of groups) {
  const rows: string[] = []
  for (const figure of figures.filter(({ name }) => positionals.every((word) => name.includes(word)))) {
    const measured = await figure.measure()
    if (measured.ratio > figure.max) over += 1
    rows.push(row(figure, measured))
    console.log(rows.at(-1))
  }
  if (rows.length > 0) tables.push(table(title, command, rows))
}

if (tables.length === 0) {
  console.error(`No figure has ${positionals.join(' and ')} in its name`)
  process.exitCode = 2
} else if (over > 0) {
  console.error(`${over} above what they may be`)
  process.exitCode = 1
}
if (values.write) {
  const [introduction = ''] = readFileSync(document, 'utf8').split('\n## ', 1)
  writeFileSync(document, `${introduction.trimEnd()}\n\n${tables.join('\n')}`)
}

function row(figure: Figure, { ratio, spread, rounds }: Measured): string {
  const [low, high] = spread.map((value) => value.toFixed(2))
  const verdict = ratio <= figure.max ? '' : ' **over**'
  return `| ${figure.name} | ${figure.baseline} | **${ratio.toFixed(2)}**${verdict} | ${figure.max} | ${low}–${high} in ${rounds} rounds |`
}

function table(title: string, command: string, rows: readonly string[]): string {
  const head = '| what | against | ratio | at most | single rounds |\n|---|---|---|---|---|'
  return `## ${title}\n\n\`${command}\`\n\n${head}\n${rows.join('\n')}\n`
}
