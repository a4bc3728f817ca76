import type pg from 'pg'

/** Copies of what someone wrote through the product, for others: `tasks` for each person of `spaces`. */
export type Fill = {
  /** Whose tasks are copied: with as many as one likes, of which `needles` are found by a search. */
  template: string
  spaces: readonly string[]
  tasks: number
  /** Each so-manyth task is a copy of one that a search finds. */
  needleEvery: number
}

type Index = { name: string; definition: string }

/** Indexes are made anew afterwards, which takes a fraction of the time; a key's own index stays. */
const otherIndexes = `
  SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
  WHERE indrelid IN ('tasks'::regclass, 'task_events'::regclass, 'operations'::regclass)
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`

/**
 * What the product would have written, had all those tasks been made one by one: tasks with the words under which
 * they are found, an operation and an event for each, and the counters. It starts with spaces that have none.
 */
export async function fill(
  database: pg.Client,
  { template, spaces, tasks, needleEvery }: Fill,
): Promise<void> {
  const { rows: indexes } = await database.query<Index>(otherIndexes)
  await database.query(quickly)
  for (const { name } of indexes) await database.query(`DROP INDEX ${name}`)
  await database.query(plan, [spaces, tasks, template, needleEvery])
  for (const statement of [taskRows, operationRows, eventRows]) await database.query(statement)
  await database.query(counters, [spaces, tasks])
  for (const { definition } of indexes) await database.query(definition)
  await database.query('DROP TABLE made')
  await database.query('VACUUM ANALYZE')
  await database.query('CHECKPOINT')
}

/** For this session alone; foreign keys need no check where each row is a copy. */
const quickly = `
  SET synchronous_commit = off;
  SET session_replication_role = replica;
  SET work_mem = '256MB';
  SET maintenance_work_mem = '512MB'`

/** Which task is a copy of which, with new ids in the order of their times. */
const plan = `
  CREATE TEMPORARY TABLE made AS
  WITH source AS (
    SELECT array_agg(id) FILTER (WHERE title LIKE '%needle%') AS needles,
      array_agg(id) FILTER (WHERE title NOT LIKE '%needle%') AS others
    FROM tasks WHERE space_id = $3::uuid)
  SELECT space_id, n, uuidv7(age) AS id, gen_random_uuid() AS operation_id, now() + age AS at,
    CASE WHEN n % $4::int = 0 THEN needles[1 + n / $4::int % cardinality(needles)]
      ELSE others[1 + n % cardinality(others)] END AS source_id
  FROM source, unnest($1::uuid[]) AS space_id, generate_series(1, $2::int) AS n,
    LATERAL (SELECT (n - $2::int) * interval '1 second' AS age) AS since`

const place = 'chr(96 + length(n::text)) || n::text'

const taskRows = `
  INSERT INTO tasks (id, space_id, user_id, number, title, title_key, description, status, priority, due_date, tags,
    position, version, search, created_at, updated_at)
  SELECT made.id, made.space_id, made.space_id, n, title, title_key, description, status, priority, due_date, tags,
    ${place}, version, search, at, at
  FROM made JOIN tasks ON tasks.id = source_id`

const operationRows = `
  INSERT INTO operations (space_id, id, first_seq, last_seq, kind, actor, client, at)
  SELECT space_id, operation_id, n, n, 'create', 'user', 'bench', at FROM made`

const eventRows = `
  INSERT INTO task_events (space_id, seq, id, task_id, number, event_type, event_data, operation_id, actor, client,
    "timestamp")
  SELECT made.space_id, n, made.id, made.id, n, event_type,
    jsonb_set(event_data, '{task}', event_data -> 'task' || jsonb_build_object('id', made.id, 'number', n,
      'position', ${place}, 'created_at', at, 'updated_at', at)),
    made.operation_id, actor, client, at
  FROM made JOIN task_events ON task_events.task_id = source_id`

const counters = `
  UPDATE space_counters SET next_number = $2::int + 1, next_seq = $2::int + 1, pending = $2::int
  WHERE space_id = ANY ($1::uuid[])`
