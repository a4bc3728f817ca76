import { writeSync } from 'node:fs'
import { createTaskService } from '@todo/core'
import { systemClock, systemIds } from '@todo/core/system'
import { openSqliteStore } from './store.ts'

// A process of its own for the tests of many writers: adds tasks to a file, and says each number once it is kept.
const [, , path = '', count = '1', spaceId = ''] = process.argv

const store = openSqliteStore(path)
const scope = { spaceId, userId: spaceId }
const todo = createTaskService({
  ...{ store, scope, clock: systemClock, ids: systemIds },
  ...{ actor: 'user', client: 'cli', correlationId: null },
})
for (let index = 0; index < Number(count); index += 1) {
  const { task } = await todo.create({ title: `Task ${process.pid}-${index}`, tags: ['many'] })
  writeSync(1, `${task.number} ${task.title}\n`)
}
await store.close()
