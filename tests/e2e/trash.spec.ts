import { describe, expect, it } from 'vitest'
import { makeTasks, type Visitor, visits } from './visit.ts'

const { member } = visits()

/** Puts all tasks into the trash, as another client would. */
async function deleteAll({ context, page }: Visitor): Promise<void> {
  const { tasks }: { tasks: { id: string }[] } = await (await context.request.get('/api/tasks')).json()
  const operations = tasks.map(({ id }) => ({ op: 'delete', id }))
  const headers = { origin: new URL(page.url()).origin }
  await context.request.post('/api/tasks/batch', { data: { operations }, headers })
}

describe('Trash', () => {
  it('gives a task back, ends one for good, and empties, asking before what is final', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent' }, { title: 'Old one' }, { title: 'Older one' }])
    await deleteAll(ada)
    await page.goto('/trash')
    await page.getByRole('button', { name: 'Restore: Pay rent' }).click()
    await expect.poll(() => page.getByRole('main').getByText('Pay rent').count()).toBe(0)
    await page.getByRole('button', { name: 'Delete for good: Old one' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Delete for good: Old one' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await expect.poll(() => page.getByRole('main').getByText('Old one').count()).toBe(0)
    await page.getByRole('button', { name: 'Empty the trash' }).click()
    await page.getByRole('dialog', { name: 'Delete 1 task for good?' }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await page.getByText('What you delete is kept here for a while.').waitFor()
    await page.goto('/tasks')
    await page.getByRole('article').getByText('Pay rent').waitFor()
    expect(await page.getByRole('article').count()).toBe(1)
  })
})
