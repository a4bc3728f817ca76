import type { OperationKind } from '@todo/core'
import fc from 'fast-check'

/** A request that writes. Its key is a uuid, and so the id of the operation that it makes. */
export type Write = {
  key: string
  /** The kinds that its operation may have. */
  kinds: readonly OperationKind[]
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  /** JSON, or a text that is sent as it is. */
  body?: object | string
  ifMatch?: string
  /** How many tasks it makes where it is carried out. */
  makes: number
}

/** What a write may refer to: a title that no other has, and the keys of the writes before it. */
type Place = { title: string; earlier: readonly string[] }
export type Draft = (place: Place) => Omit<Write, 'key'>

const tags = fc.subarray(['home', 'work', 'garden'])
/** Tasks are named by number, so that writers meet at the same ones whatever ids they get. */
const number = fc.integer({ min: 1, max: 16 })
const largeBatch = 210

const plain = (arbitrary: fc.Arbitrary<Omit<Write, 'key' | 'makes'>>): fc.Arbitrary<Draft> =>
  arbitrary.map((write) => () => ({ ...write, makes: 0 }))

const post = (kinds: readonly OperationKind[], path: string, body?: object) => ({
  ...{ kinds, path, method: 'POST' as const },
  ...(body && { body }),
})

const create: fc.Arbitrary<Draft> = fc
  .record({ tags, priority: fc.constantFrom('low', 'medium', 'high') })
  .map((fields) => ({ title }) => ({ ...post(['create'], '/api/tasks', { title, ...fields }), makes: 1 }))

const quick: fc.Arbitrary<Draft> = fc
  .constantFrom('tomorrow', 'p1', '#home', '')
  .map((token) => ({ title }) => ({
    ...post(['create'], '/api/tasks/quick', { text: `${title} ${token}` }),
    makes: 1,
  }))

const verb = (name: 'complete' | 'reopen' | 'restore') =>
  plain(number.map((n) => post([name], `/api/tasks/${n}/${name}`)))

const remove = (kind: 'delete' | 'purge', path: string) =>
  plain(number.map((n) => ({ kinds: [kind], method: 'DELETE', path: `${path}/${n}` })))

const fields = fc.oneof(
  fc.record({ priority: fc.constantFrom('low', 'medium', 'high'), tags }),
  fc.record({ status: fc.constantFrom('pending', 'in_progress', 'done') }),
  fc.record({ due_date: fc.constantFrom(null, '2027-01-31'), description: fc.constantFrom('a', 'b', null) }),
)

const patch = (ifMatch: fc.Arbitrary<string | null>): fc.Arbitrary<Draft> =>
  fc.tuple(number, fields, ifMatch).map(([n, body, tag]) => ({ title }) => ({
    ...{ kinds: ['update'], method: 'PATCH', path: `/api/tasks/${n}`, makes: 0 },
    body: 'status' in body ? body : { ...body, title: `${title} again` },
    ...(tag !== null && { ifMatch: tag }),
  }))

const batch: fc.Arbitrary<Draft> = fc
  .array(fc.tuple(fc.constantFrom('create', 'complete', 'update', 'delete', 'restore'), number), {
    minLength: 2,
    maxLength: 8,
  })
  .map((commands) => ({ title }) => ({
    ...post(['batch'], '/api/tasks/batch', {
      operations: commands.map(([op, id], index) => {
        if (op === 'create') return { op, title: `${title}.${index}` }
        return op === 'update' ? { op, id, priority: 'high' } : { op, id }
      }),
    }),
    makes: commands.filter(([op]) => op === 'create').length,
  }))

/** More than the one statement takes: it goes the way of a transaction. */
const large: fc.Arbitrary<Draft> = fc.constant(({ title }) => ({
  ...post(['batch'], '/api/tasks/batch', {
    operations: Array.from({ length: largeBatch }, (_, n) => ({ op: 'create', title: `${title}.${n}` })),
  }),
  makes: largeBatch,
}))

const imported: fc.Arbitrary<Draft> = fc.constant(({ title }) => ({
  ...{ kinds: ['import'], method: 'POST', path: '/api/import?format=todotxt', makes: 2 },
  body: `(A) ${title} one @home\n${title} two\n`,
}))

/** An undo of the latest operation, or of one of the writer's own. */
const undo: fc.Arbitrary<Draft> = fc.option(fc.nat(5)).map((back) => ({ earlier }) => {
  const id = back === null ? undefined : earlier.at(-1 - back)
  return { ...post(['undo', 'redo'], '/api/undo', id === undefined ? {} : { operation_id: id }), makes: 0 }
})

export const drafts: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 10, arbitrary: create },
  { weight: 3, arbitrary: quick },
  { weight: 7, arbitrary: patch(fc.constant(null)) },
  { weight: 2, arbitrary: patch(fc.constantFrom('"1"', '"2"', '"3"')) },
  { weight: 5, arbitrary: verb('complete') },
  { weight: 2, arbitrary: verb('reopen') },
  { weight: 4, arbitrary: remove('delete', '/api/tasks') },
  { weight: 3, arbitrary: verb('restore') },
  { weight: 4, arbitrary: batch },
  { weight: 1, arbitrary: large },
  { weight: 1, arbitrary: imported },
  { weight: 4, arbitrary: undo },
  { weight: 2, arbitrary: plain(fc.constant(post(['undo', 'redo'], '/api/redo', {}))) },
  {
    weight: 1,
    arbitrary: plain(fc.constant(post(['batch'], '/api/tags/rename', { from: 'home', to: 'house' }))),
  },
  {
    weight: 1,
    arbitrary: plain(fc.constant({ kinds: ['batch'], method: 'DELETE', path: '/api/tags/garden' })),
  },
  { weight: 2, arbitrary: remove('purge', '/api/trash') },
  { weight: 1, arbitrary: plain(fc.constant({ kinds: ['purge'], method: 'DELETE', path: '/api/trash' })) },
)
