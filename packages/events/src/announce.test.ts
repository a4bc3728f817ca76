import { createMemoryStore } from '@todo/store/memory'
import { makeUser } from '@todo/testing/factories'
import { expect, test } from 'vitest'
import { announceCommits } from './announce.ts'

function announced() {
  const hints: string[] = []
  const inner = createMemoryStore()
  const user = makeUser(announceCommits(inner, { hint: (spaceId) => hints.push(spaceId) }))
  return { hints, inner, user }
}

test('a commit is hinted at once it is made, and what changes nothing is not', async () => {
  const { hints, user } = announced()
  await user.todo.create({ title: 'a' })
  expect(hints).toEqual([user.scope.spaceId])
  await user.todo.update(1, { title: 'a' })
  await expect(user.todo.complete(9)).rejects.toThrow()
  await user.todo.list()
  expect(hints).toHaveLength(1)
})

test('a commit of which nobody knows whether it was made is hinted at too', async () => {
  const { hints, inner, user } = announced()
  inner.commit = () => Promise.reject(new Error('the line broke'))
  await expect(user.todo.create({ title: 'a' })).rejects.toThrow('the line broke')
  expect(hints).toEqual([user.scope.spaceId])
})

test('everything else is the store’s own answer', async () => {
  const { inner, user } = announced()
  await user.todo.create({ title: 'a', tags: ['x'] })
  await user.todo.delete(1)
  await user.todo.undo()
  const plain = makeUser(inner, { scope: user.scope })
  expect(await user.todo.history()).toEqual(await plain.todo.history())
  expect(await user.todo.list()).toEqual(await plain.todo.list())
  expect(await user.todo.tags()).toEqual(await plain.todo.tags())
  expect(await user.todo.sync()).toMatchObject({ tasks: [{ number: 1 }] })
})
