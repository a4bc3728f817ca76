import { ResourceNotFoundError, type ServerContext } from '@modelcontextprotocol/server'
import { type ListQuery, listLimitMax, type TaskService, TodoError, taskToWire } from '@todo/core'
import { type ListName, listNames, lists, listUri, tagsUri, todayQuery, todayUri } from './lists.ts'
import type { Session } from './session.ts'

const mimeType = 'application/json'

const resources = [
  {
    uri: todayUri,
    name: 'today',
    title: 'Due today',
    description: 'Open tasks that are overdue or due today',
    mimeType,
  },
  ...listNames.map((name) => ({
    uri: listUri(name),
    name: `tasks-${name}`,
    title: lists[name].title,
    description: `${lists[name].title}, the newest first; next is the address of the next page`,
    mimeType,
  })),
  { uri: tagsUri, name: 'tags', title: 'Tags', description: 'Tags, with how many tasks have them', mimeType },
]

export const taskTemplate = 'todo://task/{number}'
export const tagTemplate = 'todo://tag/{tag}'

const resourceTemplates = [
  {
    uriTemplate: taskTemplate,
    name: 'task',
    title: 'A task',
    description: 'A task by its number or id',
    mimeType,
  },
  { uriTemplate: tagTemplate, name: 'tag', title: 'A tag', description: 'Open tasks with a tag', mimeType },
]

export function addResources(session: Session): void {
  const { server } = session
  server.setRequestHandler('resources/list', () => ({ resources }))
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates }))
  server.setRequestHandler('resources/read', async ({ params: { uri } }, context) => {
    const content = await contentOf(session, uri, context)
    if (content === null) throw new ResourceNotFoundError(uri, `There is no resource ${uri}`)
    return { contents: [{ uri, mimeType, text: JSON.stringify(content) }] }
  })
}

/** What stands at an address; `null` where nothing does. */
async function contentOf(session: Session, uri: string, context: ServerContext): Promise<object | null> {
  const place = placeOf(uri)
  if (!place) return null
  const tasks = session.tasksOf(context)
  try {
    switch (place.kind) {
      case 'today': {
        const today = await session.caller.today()
        return { today, ...(await pageOf(tasks, todayQuery(today), place)) }
      }
      case 'list':
        return await pageOf(tasks, lists[place.list].query, place)
      case 'tag':
        return await pageOf(tasks, { status: 'open', tags: [place.tag] }, place)
      case 'tags':
        return { tags: await tasks.tags() }
      case 'task':
        return { task: taskToWire(await tasks.get(place.ref)) }
    }
  } catch (error) {
    if (error instanceof TodoError && error.code === 'TASK_NOT_FOUND') return null
    throw error
  }
}

type Paged = { address: string; cursor: string | null }
type Place =
  | ({ kind: 'today' } & Paged)
  | ({ kind: 'list'; list: ListName } & Paged)
  | ({ kind: 'tag'; tag: string } & Paged)
  | { kind: 'tags' }
  | { kind: 'task'; ref: string | number }

function placeOf(uri: string): Place | null {
  const [, address = '', room = '', name, cursor = null] =
    /^(todo:\/\/(\w+)(?:\/([^/?#]+))?)(?:\?cursor=([\w-]+))?$/.exec(uri) ?? []
  const paged = { address, cursor }
  if (name === undefined) {
    if (room === 'today') return { kind: 'today', ...paged }
    return room === 'tags' ? { kind: 'tags' } : null
  }
  if (room === 'tag') return { kind: 'tag', tag: decoded(name), ...paged }
  if (room === 'tasks') {
    const list = listNames.find((each) => each === name)
    return list ? { kind: 'list', list, ...paged } : null
  }
  if (room !== 'task') return null
  return { kind: 'task', ref: /^[1-9]\d{0,14}$/.test(name) ? Number(name) : name.toLowerCase() }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A page, with the address of the next one: a list is never cut without saying so. */
async function pageOf(tasks: TaskService, query: ListQuery, { address, cursor }: Paged): Promise<object> {
  const page = await tasks.list({ ...query, limit: listLimitMax, ...(cursor !== null && { cursor }) })
  return {
    tasks: page.tasks.map(taskToWire),
    total: page.total,
    ...(page.totalIsLowerBound && { total_is_lower_bound: true }),
    next: page.nextCursor === null ? null : `${address}?cursor=${page.nextCursor}`,
  }
}
