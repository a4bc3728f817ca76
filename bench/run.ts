import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { chatFigures } from './chat.ts'
import { cliFigures } from './cli.ts'
import { isWithin } from './figure.ts'
import { closeHouse } from './server/house.ts'
import { serverFigures } from './server.ts'
import { startFigures } from './start.ts'
import { type Group, rowOf, withRow } from './table.ts'
import { webFigures } from './web.ts'

/**
 * `npm run bench -- [WORD…] [--write]`: the figures whose table or name has each word; `--write` puts their rows
 * into the document.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
})
const document = 'docs/benchmarks.md'
const groups: Group[] = [
  { title: 'The command line', word: 'todo', figures: cliFigures },
  { title: 'Starting the server', word: 'start', figures: startFigures },
  { title: 'The server', word: 'server', figures: serverFigures },
  { title: 'The chat and agents', word: 'chat', figures: chatFigures },
  { title: 'The web app', word: 'web', figures: webFigures },
]

let measured = 0
let missed = 0
try {
  for (const group of groups) await measureGroup(group)
} finally {
  await closeHouse()
}

if (measured === 0) {
  console.error(`No figure has ${positionals.join(' and ')} in its name`)
  process.exitCode = 2
} else if (missed > 0) {
  console.error(`${missed} beyond their bound, or not measured`)
  process.exitCode = 1
}

async function measureGroup(group: Group): Promise<void> {
  for (const figure of group.figures) {
    if (!positionals.every((word) => `${group.word} ${figure.name}`.includes(word))) continue
    measured += 1
    const result = await figure.measure().catch((error: unknown) => {
      console.error(`${figure.name}:`, error)
    })
    if (!result) {
      missed += 1
      continue
    }
    const row = rowOf(figure, result)
    if (!isWithin(figure.bound, result)) missed += 1
    console.log(row)
    if (values.write) writeFileSync(document, withRow(readFileSync(document, 'utf8'), group, figure, row))
  }
}
