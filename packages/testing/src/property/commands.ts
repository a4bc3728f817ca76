import fc from 'fast-check'
import { authors, descriptions, dueDates, tags, titles } from './catalogue.ts'

/** Picks one of however many there are when the command runs: a task, an operation. */
export type Pick = number

export type FieldChoice = {
  title?: string
  description?: string | null
  status?: 'pending' | 'in_progress' | 'done'
  priority?: 'low' | 'medium' | 'high'
  dueDate?: string | null
  tags?: readonly string[]
  position?: string
}

export type StepChoice =
  | { op: 'create'; title: string; fields: FieldChoice }
  | { op: 'update'; task: Pick; fields: FieldChoice }
  | { op: 'complete' | 'reopen' | 'delete' | 'restore'; task: Pick }

export type Command =
  | { verb: 'step'; step: StepChoice }
  | { verb: 'batch'; steps: readonly StepChoice[] }
  | { verb: 'purge'; tasks: readonly Pick[] | 'all' }
  | { verb: 'renameTag'; from: Pick; to: string }
  | { verb: 'deleteTag'; tag: Pick }
  | { verb: 'undo' | 'redo'; operation: Pick | null }
  | {
      verb: 'undoAll'
      by: { actor?: 'user' | 'assistant' | 'agent'; client?: string }
      since: Pick
      dryRun: boolean
    }
  | { verb: 'import'; fresh: readonly (FieldChoice & { title: string })[]; known: readonly Pick[] }
  | { verb: 'repeat' }

export type Turn = { user: 0 | 1; author: (typeof authors)[number]; waits: boolean; command: Command }

const pick = fc.nat({ max: 1000 })
const title = fc.constantFrom(...titles.map(({ text }) => text))
const text = fc.constantFrom(...descriptions.map((each) => each?.text ?? null))
const tagList = fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 3 })
const dueDate = fc.constantFrom(...dueDates)
const priority = fc.constantFrom('low' as const, 'medium' as const, 'high' as const)
const status = fc.constantFrom('pending' as const, 'in_progress' as const, 'done' as const)
const position = fc.constantFrom('a05', 'a15', 'b105', 'Z9')

const partly = { requiredKeys: [] }
const createFields = fc.record({ description: text, priority, dueDate, tags: tagList }, partly)
const updateFields = fc
  .record({ title, description: text, status, priority, dueDate, tags: tagList, position }, partly)
  .filter((fields) => Object.keys(fields).length > 0)

const importFields = fc.record(
  { title, description: text, status, priority, dueDate, tags: tagList },
  { requiredKeys: ['title'] },
)

const creation = fc.record({ op: fc.constant('create' as const), title, fields: createFields })

const step: fc.Arbitrary<StepChoice> = fc.oneof(
  { weight: 4, arbitrary: creation },
  {
    weight: 4,
    arbitrary: fc.record({ op: fc.constant('update' as const), task: pick, fields: updateFields }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constantFrom('complete' as const, 'reopen' as const, 'delete' as const, 'restore' as const),
      task: pick,
    }),
  },
)

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ verb: fc.constant('step' as const), step }) },
  {
    weight: 3,
    arbitrary: fc.record({
      verb: fc.constant('batch' as const),
      steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('purge' as const),
      tasks: fc.oneof(fc.constant('all' as const), fc.array(pick, { minLength: 1, maxLength: 2 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('renameTag' as const),
      from: pick,
      to: fc.constantFrom(...tags),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ verb: fc.constant('deleteTag' as const), tag: pick }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      verb: fc.constantFrom('undo' as const, 'undo' as const, 'redo' as const),
      operation: fc.option(pick, { freq: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('undoAll' as const),
      by: fc.constantFrom({}, { actor: 'agent' as const }, { client: 'cli' }),
      since: pick,
      dryRun: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('import' as const),
      fresh: fc.array(importFields, { maxLength: 3 }),
      known: fc.array(pick, { maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ verb: 'repeat' as const }) },
)

const turnOf = (what: fc.Arbitrary<Command>): fc.Arbitrary<Turn> =>
  fc.record({
    user: fc.constantFrom(0 as const, 0 as const, 1 as const),
    author: fc.constantFrom(...authors),
    waits: fc.boolean(),
    command: what,
  })

/** What two users and their assistants do, one after another: a list to begin with, then anything. */
export const turns: fc.Arbitrary<Turn[]> = fc
  .tuple(
    fc.array(turnOf(fc.record({ verb: fc.constant('step' as const), step: creation })), {
      minLength: 4,
      maxLength: 8,
    }),
    fc.array(turnOf(command), { minLength: 5, maxLength: 40, size: 'max' }),
  )
  .map((parts) => parts.flat())
