import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TodoError } from '../errors.ts'
import { systemIds } from '../system.ts'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import type { Task } from './task.ts'

const now = '2026-11-24T10:00:00.000Z'
const input = { now, uuid: systemIds.uuid }

function task(number: number, fields: Partial<Task> = {}): Task {
  const createdAt = '2026-11-01T00:00:00.000Z'
  return {
    id: systemIds.uuid(),
    number,
    title: `Task ${number}`,
    description: null,
    status: 'pending',
    priority: 'medium',
    dueDate: null,
    tags: [],
    position: `a${number}`,
    version: 1,
    createdAt,
    updatedAt: createdAt,
    completedAt: null,
    deletedAt: null,
    ...fields,
  }
}

function refusal(act: () => unknown): TodoError {
  try {
    act()
  } catch (error) {
    if (error instanceof TodoError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('decide', () => {
  it('completes with a time, keeps the first time, and clears it on reopening', () => {
    const [edit] = decide([{ op: 'complete', ref: 1 }], [task(1)], input).edits
    expect(edit?.after).toMatchObject({ status: 'done', completedAt: now, version: 2, updatedAt: now })
    const done = task(1, { status: 'done', completedAt: '2026-11-02T00:00:00.000Z' })
    expect(decide([{ op: 'complete', ref: 1 }], [done], input).edits).toEqual([])
    const [reopened] = decide([{ op: 'update', ref: 1, status: 'in_progress' }], [done], input).edits
    expect(reopened?.after).toMatchObject({ status: 'in_progress', completedAt: null })
  })

  it('makes one edit of several commands on a task, and none of commands that cancel out', () => {
    const commands: Command[] = [
      { op: 'update', ref: 1, title: 'Other' },
      { op: 'complete', ref: 1 },
    ]
    expect(decide(commands, [task(1)], input).edits).toHaveLength(1)
    const back: Command[] = [
      { op: 'complete', ref: 1 },
      { op: 'reopen', ref: 1 },
    ]
    expect(decide(back, [task(1)], input).edits).toEqual([])
  })

  it('lets a batch work on the task that it has just made', () => {
    const id = systemIds.uuid()
    const { edits, results } = decide(
      [
        { op: 'create', id, title: 'New' },
        { op: 'complete', ref: id },
      ],
      [],
      input,
    )
    expect(edits).toHaveLength(1)
    expect(edits[0]?.after).toMatchObject({ status: 'done', version: 1 })
    expect(results).toEqual([{ edit: 0 }, { edit: 0 }])
  })

  it('names every missing task, and does not find what is in the trash', () => {
    const commands: Command[] = [
      { op: 'complete', ref: 1 },
      { op: 'complete', ref: 2 },
      { op: 'delete', ref: 9 },
    ]
    const error = refusal(() => decide(commands, [task(1), task(2, { deletedAt: now })], input, true))
    expect(error.code).toBe('TASK_NOT_FOUND')
    expect(error.issues.map(({ path }) => path)).toEqual(['operations.1.id', 'operations.2.id'])
  })

  it('purges only from the trash', () => {
    expect(refusal(() => decide([{ op: 'purge', ref: 1 }], [task(1)], input)).code).toBe('TASK_NOT_FOUND')
    const [edit] = decide([{ op: 'purge', ref: 1 }], [task(1, { deletedAt: now })], input).edits
    expect(edit?.after).toBeNull()
  })

  it.each([
    ['an empty title', { title: '   ' }, 'title'],
    ['two lines', { title: 'a\nb' }, 'title'],
    ['a NUL', { title: 'a\0b' }, 'title'],
    ['a lone surrogate', { title: 'a\ud800' }, 'title'],
    ['201 code points', { title: '😀'.repeat(201) }, 'title'],
    ['a long description', { description: 'x'.repeat(1001) }, 'description'],
    ['a date that does not exist', { dueDate: '2026-02-30' }, 'due_date'],
    ['a tag with a space', { tags: ['ok', 'not ok'] }, 'tags.1'],
    ['21 tags', { tags: Array.from({ length: 21 }, (_, index) => `t${index}`) }, 'tags'],
    ['a position that is none', { position: 'nowhere' }, 'position'],
    ['nothing to change', {}, ''],
  ])('refuses %s', (_what, fields, path) => {
    const error = refusal(() => decide([{ op: 'update', ref: 1, ...fields }], [task(1)], input))
    expect(error.code).toBe('VALIDATION_FAILED')
    expect(error.issues.map((issue) => issue.path)).toEqual([path])
  })

  it('accepts 200 code points and normalises what it keeps', () => {
    const [edit] = decide(
      [
        {
          op: 'create',
          title: ` ${'😀'.repeat(200)} `,
          description: ' \r\n ',
          tags: ['HOME', 'home', 'Cafe\u0301'],
        },
      ],
      [],
      input,
    ).edits
    expect(edit?.after).toMatchObject({ title: '😀'.repeat(200), description: null, tags: ['home', 'café'] })
  })

  it('keeps completedAt set exactly while a task is done, whatever the commands', () => {
    const command = fc.oneof(
      fc.constantFrom<Command>(
        { op: 'complete', ref: 1 },
        { op: 'reopen', ref: 1 },
        { op: 'restore', ref: 1 },
      ),
      fc
        .constantFrom('pending' as const, 'in_progress' as const, 'done' as const)
        .map((status): Command => ({ op: 'update', ref: 1, status })),
    )
    fc.assert(
      fc.property(fc.array(command), (commands) => {
        const start = task(1)
        const [edit] = decide(commands, [start], input).edits
        const after = edit?.after ?? start
        expect(after.completedAt !== null).toBe(after.status === 'done')
      }),
    )
  })
})
