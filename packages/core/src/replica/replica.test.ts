import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeSyncCursor } from '../history/sync-cursor.ts'
import type { Task } from '../task/task.ts'
import { addPage, applyEvents, isBehind, replicaCursor, startReplica } from './replica.ts'

const cursor = (seq: number): string => encodeSyncCursor({ spaceId: 'here', epoch: 0, seq })

function task(id: string, version: number): Task {
  const at = '2026-03-01T09:00:00.000Z'
  return {
    ...{ id, number: 1, title: 'a', description: null, status: 'pending', priority: 'medium', dueDate: null },
    ...{
      tags: [],
      position: 'a1',
      version,
      createdAt: at,
      updatedAt: at,
      completedAt: null,
      deletedAt: null,
    },
  }
}

const event = (seq: number, taskId: string, gone = false) => ({
  seq,
  taskId,
  task: gone ? null : task(taskId, seq),
})

describe('a replica', () => {
  test('takes events in order and tells which tasks they touched', () => {
    const replica = startReplica({ tasks: [task('a', 1)], cursor: cursor(1) })
    const { changed, gap } = applyEvents(replica, [event(2, 'b'), event(3, 'a', true)])
    expect([...changed]).toEqual(['b', 'a'])
    expect(gap).toBe(false)
    expect([...replica.tasks.keys()]).toEqual(['b'])
    expect(replicaCursor(replica)).toBe(cursor(3))
  })

  test('leaves out what follows a gap, so that its cursor stays true', () => {
    const replica = startReplica({ tasks: [], cursor: cursor(1) })
    expect(applyEvents(replica, [event(4, 'b'), event(2, 'a')])).toEqual({
      changed: new Set(['a']),
      gap: true,
    })
    expect(replica.seq).toBe(2)
    expect(isBehind(replica, cursor(4))).toBe(true)
    expect(isBehind(replica, cursor(2))).toBe(false)
  })

  test('takes pages of its own load only, and only before the first event', () => {
    const replica = startReplica({ tasks: [], cursor: cursor(5) })
    addPage(replica, { tasks: [task('a', 1)], cursor: cursor(5) })
    expect(() => addPage(replica, { tasks: [], cursor: cursor(6) })).toThrow(/not of the load/)
    applyEvents(replica, [event(6, 'b')])
    expect(() => addPage(replica, { tasks: [], cursor: cursor(5) })).toThrow(/not of the load/)
  })

  test('ends the same however often, in whatever order and pieces the events come', () => {
    const steps = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), gone: fc.boolean() }), {
      maxLength: 20,
    })
    const pieces = fc.array(fc.array(fc.nat(19), { maxLength: 20 }), { maxLength: 10 })
    fc.assert(
      fc.property(steps, pieces, (made, deliveries) => {
        const log = made.map(({ id, gone }, index) => event(index + 1, id, gone))
        const wanted = startReplica({ tasks: [], cursor: cursor(0) })
        applyEvents(wanted, log)
        const replica = startReplica({ tasks: [], cursor: cursor(0) })
        for (const delivery of deliveries)
          applyEvents(
            replica,
            delivery.flatMap((index) => log[index] ?? []),
          )
        applyEvents(replica, log.slice(replica.seq))
        expect(replica).toEqual(wanted)
      }),
    )
  })
})
