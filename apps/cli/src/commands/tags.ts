import { taskToWire } from '@todo/core'
import { printAnswer } from '../answer.ts'
import { defineCommand, type OutputMode, type ParsedArgs } from '../command.ts'
import { UsageError } from '../errors.ts'
import { parseTags } from '../fields.ts'
import { type Column, layTable } from '../format/table.ts'
import { countOf, groupDigits, safeText } from '../format/text.ts'
import { measureFor } from '../format/width.ts'
import type { Session } from '../session.ts'

export type TagsOptions = { output: OutputMode } & (
  | { what: 'list' }
  | { what: 'rename'; from: string; to: string }
  | { what: 'delete'; tag: string }
)

const howTo = 'Use: todo tags, todo tags rename FROM TO, or todo tags delete TAG'

function parse({ positionals, output }: ParsedArgs): TagsOptions {
  const [verb, ...names] = positionals
  const [from, to, more] = names.flatMap((name) => parseTags([name]))
  if (verb === undefined) return { what: 'list', output }
  if (verb === 'rename' && from && to && !more) return { what: 'rename', from, to, output }
  if (verb === 'delete' && from && !to) return { what: 'delete', tag: from, output }
  throw new UsageError('That is not how tags are changed.', howTo)
}

/** Lists tags with how many tasks have them, renames one everywhere, or takes one off every task. */
export async function runTags(options: TagsOptions, session: Session): Promise<number> {
  const { service } = await session.connect()
  if (options.what === 'list') {
    const tags = await service.tags()
    const text = options.output === 'text' ? await tagLines(session, tags) : []
    await printAnswer(session, options.output, { json: { tags }, ndjson: tags, text })
    return 0
  }
  const { operationId, tasks } =
    options.what === 'rename'
      ? await service.renameTag(options.from, options.to)
      : await service.deleteTag(options.tag)
  const on = countOf(tasks.length, 'task')
  const text =
    options.what === 'rename'
      ? [`Renamed #${options.from} to #${options.to} on ${on}.`]
      : [`Removed #${options.tag} from ${on}.`]
  await printAnswer(session, options.output, {
    json: { operation_id: operationId, tasks: tasks.map(taskToWire) },
    text,
  })
  return 0
}

async function tagLines(
  session: Session,
  tags: readonly { tag: string; open: number; total: number }[],
): Promise<string[]> {
  if (tags.length === 0) return ['No tags found.']
  const { isTerminal, columns: width } = session.io.stdout
  const rows = tags.map(({ tag, open, total }) => [
    `#${safeText(tag)}`,
    groupDigits(open),
    groupDigits(total),
  ])
  const columns: readonly Column[] = [
    { header: 'Tag', flexible: true },
    { header: 'Open', align: 'right' },
    { header: 'All', align: 'right' },
  ]
  return layTable(columns, rows, {
    width: isTerminal ? width : null,
    measure: await measureFor(rows.map((row) => row[0] ?? '')),
    paint: session.hasColour
      ? (text, row, column) =>
          session.style(row < 0 || column === 2 ? 'dim' : column === 0 ? 'cyan' : null, text)
      : null,
    header: isTerminal,
  }).lines
}

export const tagsCommand = defineCommand<TagsOptions>({
  name: 'tags',
  group: 'Tasks',
  summary: 'List tags with how many tasks have them, rename or delete one',
  usage: ['tags', 'tags rename FROM TO', 'tags delete TAG'],
  details: [
    'Renaming to a tag that is in use merges the two. Each is one operation, which todo undo takes back.',
  ],
  flags: [],
  positional: 'tag',
  printsData: true,
  examples: [
    ['tags', ''],
    ['tags rename house home', ''],
  ],
  parse,
  run: runTags,
})
