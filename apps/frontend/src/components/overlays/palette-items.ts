import { queryTokens, searchTokens } from '@todo/core'
import { type Command, commands } from '../../lib/commands/commands.ts'
import { type Situation, situationAt } from '../../lib/commands/situation.ts'
import { navigate } from '../../lib/navigation.ts'
import { focusView } from '../../lib/rows.ts'
import type { LocalTask } from '../../types/index.ts'
import { recentKeys, rememberRecent } from './recent.ts'

export type PaletteGroup = 'recent' | 'commands' | 'views' | 'tags' | 'tasks'

export type PaletteItem = {
  /** Says which one it is, also when it is looked for again later. */
  key: string
  group: PaletteGroup
  label: string
  keys?: string | undefined
  isDone?: boolean
  run(): void
}

const shownMax = { recent: 5, commands: 40, views: 10, tags: 8, tasks: 20, done: 5 }

/** What the palette offers for a text, the likeliest first in each group. */
export function paletteItems(situation: Situation, text: string): readonly PaletteItem[] {
  const query = queryTokens(text)
  const fixed = [...commandItems(situation), ...tagItems(situation)]
  if (query.length === 0) {
    const recent = recentItems(situation, fixed)
    const keys = new Set(recent.map(({ key }) => key))
    const others = fixed.filter(({ key }) => !keys.has(key))
    return [...recent, ...take(others, 'commands'), ...take(others, 'views')]
  }
  const hits = rank(fixed, query, recentKeys())
  return [
    ...take(hits, 'commands'),
    ...take(hits, 'views'),
    ...take(hits, 'tags'),
    ...taskItems(situation, text.trim()),
  ]
}

const take = (items: readonly PaletteItem[], group: 'commands' | 'views' | 'tags'): PaletteItem[] =>
  items.filter((item) => item.group === group).slice(0, shownMax[group])

/**
 * Those of whose words each word of the query is the beginning of one; first what begins with the query, then what
 * was used lately.
 */
export function rank<Item extends { key: string; label: string }>(
  items: readonly Item[],
  query: readonly string[],
  recent: readonly string[],
): readonly Item[] {
  const scored = items.flatMap((item) => {
    const words = searchTokens(item.label)
    if (!query.every((token) => words.some((word) => word.startsWith(token)))) return []
    const isFirst = words[0]?.startsWith(query[0] ?? '') ? 2 : 0
    return [{ item, score: isFirst + (recent.includes(item.key) ? 1 : 0) }]
  })
  return scored.sort((left, right) => right.score - left.score).map(({ item }) => item)
}

function commandItems(situation: Situation): PaletteItem[] {
  const { texts } = situation
  const offered = commands.filter((command) => !command.isForKeysOnly && command.applies(situation))
  const item = (command: Command): PaletteItem => ({
    key: `command ${command.id}`,
    group: command.group === 'go' ? 'views' : 'commands',
    label: texts.keys.commands[command.id],
    keys: command.keys[0],
    // A palette lies between the key and the row that it is about.
    run: () => command.run(situationAt(situation, situation.row)),
  })
  // What can be done with the tasks at hand stands first.
  const [onTasks, others] = [true, false].map((isTask) =>
    offered.filter(({ group }) => (group === 'task') === isTask).map(item),
  )
  return [...(onTasks ?? []), ...(others ?? [])]
}

const tagItems = ({ replica }: Situation): PaletteItem[] =>
  replica
    .tags()
    .get()
    .map(({ tag }) => ({
      key: `tag ${tag}`,
      group: 'tags',
      label: `#${tag}`,
      run: () => go(`/tags/${encodeURIComponent(tag)}`),
    }))

function taskItems({ replica }: Situation, text: string): PaletteItem[] {
  const numbered = /^\d+$/.test(text) ? replica.task(Number(text)).get() : null
  const open = replica.tasks({ q: text, status: 'open' }).get().slice(0, shownMax.tasks)
  const done = replica.tasks({ q: text, status: 'done' }).get().slice(0, shownMax.done)
  const hits = [...(numbered && numbered.deletedAt === null ? [numbered] : []), ...open, ...done]
  return [...new Map(hits.map((task) => [task.id, taskItem(task)])).values()]
}

const taskItem = ({ id, number, title, status }: LocalTask): PaletteItem => ({
  key: `task ${id}`,
  group: 'tasks',
  label: title,
  isDone: status === 'done',
  run: () => go(`/tasks/${number ?? id}`),
})

function recentItems({ replica }: Situation, fixed: readonly PaletteItem[]): PaletteItem[] {
  const found = recentKeys().flatMap((key) => {
    const item = fixed.find((each) => each.key === key)
    if (item) return [item]
    const task = key.startsWith('task ') ? replica.task(key.slice(5)).get() : null
    return task && task.deletedAt === null ? [taskItem(task)] : []
  })
  return found.slice(0, shownMax.recent).map((item) => ({ ...item, group: 'recent' as const }))
}

function go(path: string): void {
  navigate(path)
  focusView()
}

export function runItem(item: PaletteItem): void {
  rememberRecent(item.key)
  item.run()
}
