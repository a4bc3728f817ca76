import { type Bound, type Figure, isWithin, type Measured } from './figure.ts'

/** A table of the document; `word` picks all of its figures. */
export type Group = { title: string; word: string; figures: readonly Figure[] }

const head = '| what | against | ratio | bound | single rounds |\n|---|---|---|---|---|'

export function rowOf(figure: Figure, measured: Measured): string {
  const { ratio, spread, rounds, absolute } = measured
  const [low, high] = spread.map((value) => value.toFixed(2))
  const verdict = isWithin(figure.bound, measured) ? '' : ' **missed**'
  const told = absolute === undefined ? '' : ` (${absolute})`
  const single = `${low}–${high} in ${rounds} rounds`
  return `${keyOf(figure)} **${ratio.toFixed(2)}**${told}${verdict} | ${boundText(figure.bound)} | ${single} |`
}

function boundText(bound: Bound): string {
  if (bound === null) return '–'
  return 'most' in bound ? `≤ ${bound.most}` : `≥ ${bound.least}`
}

const keyOf = ({ name, baseline }: Figure): string => `| ${name} | ${baseline} |`

/** The document with a row in the place of the one that was measured before; prose and other rows stay. */
export function withRow(text: string, group: Group, figure: Figure, row: string): string {
  const lines = text.trimEnd().split('\n')
  const old = lines.findIndex((line) => line.startsWith(keyOf(figure)))
  if (old >= 0) return `${lines.with(old, row).join('\n')}\n`
  const title = lines.indexOf(`## ${group.title}`)
  if (title < 0) return `${lines.join('\n')}\n\n${newTable(group)}\n${row}\n`
  const table = lines.findIndex((line, index) => index > title && line.startsWith('|---'))
  const end = lines.findIndex((line, index) => index > table && !line.startsWith('|'))
  return `${lines.toSpliced(end < 0 ? lines.length : end, 0, row).join('\n')}\n`
}

const newTable = ({ title, word }: Group): string => `## ${title}\n\n\`npm run bench -- ${word}\`\n\n${head}`
