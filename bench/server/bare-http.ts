import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import pg from 'pg'
import { answerParent } from './worker.ts'

export type BareInput = { databaseUrl: string; spaceId: string; total: number }

/** The plan's table as it stands there, with its four indexes. */
const planTable = `
  CREATE TABLE plan_tasks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title varchar(200) NOT NULL,
    description text,
    status varchar(20) DEFAULT 'pending' CHECK (status IN ('pending', 'in_progress', 'done')),
    priority varchar(10) DEFAULT 'medium' CHECK (priority IN ('low', 'medium', 'high')),
    due_date date,
    tags text[] DEFAULT '{}',
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    completed_at timestamptz);
  CREATE INDEX ON plan_tasks (user_id);
  CREATE INDEX ON plan_tasks (status);
  CREATE INDEX ON plan_tasks (due_date);
  CREATE INDEX ON plan_tasks (priority)`

const members = `id, number, title, description, status, priority, due_date::text, tags, position, version, created_at,
  updated_at, completed_at, deleted_at`
const list = `SELECT ${members} FROM tasks WHERE space_id = $1 AND deleted_at IS NULL
  ORDER BY created_at DESC, id DESC LIMIT 50`
const get = `SELECT ${members} FROM tasks WHERE space_id = $1 AND id = $2`
const insert = `INSERT INTO plan_tasks (user_id, title, description, priority, due_date, tags)
  VALUES ($1, $2, $3, $4, $5, $6) RETURNING *`

type NewTask = {
  user_id: string
  title: string
  description: string
  priority: string
  due_date: string
  tags: string[]
}

/** As little as answers the same: `node:http`, `pg` and named statements; no account, no check, no log. */
answerParent(async ({ databaseUrl, spaceId, total }: BareInput) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 })
  await pool.query(planTable)

  const answers: Record<string, (request: IncomingMessage, id: string) => Promise<[number, object]>> = {
    'GET list': async () => {
      const { rows } = await pool.query({ name: 'list', text: list, values: [spaceId] })
      return [200, { tasks: rows, total, page: 1, limit: 50, next_cursor: null }]
    },
    'GET task': async (_request, id) => {
      const { rows } = await pool.query({ name: 'get', text: get, values: [spaceId, id] })
      return [200, { task: rows[0] }]
    },
    'POST create': async (request) => {
      const { user_id, title, description, priority, due_date, tags } = newTask(await json(request))
      const values = [user_id, title, description, priority, due_date, tags]
      const { rows } = await pool.query({ name: 'insert', text: insert, values })
      return [201, { task: rows[0] }]
    },
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, kind = '', id = ''] = (request.url ?? '').split('/')
    const [status, body] = (await answers[`${request.method} ${kind}`]?.(request, id)) ?? [404, {}]
    const text = JSON.stringify(body)
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    })
    response.end(text)
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { port: typeof address === 'object' ? address?.port : 0 }
})

/** The load process sends nothing else. */
const newTask = (value: unknown): NewTask => value as NewTask
