import { describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { makeTasks, quickAdd, type Visitor, visits } from './visit.ts'

const { member } = visits()

describe('Activity', () => {
  it('says who changed what, and takes a change back here', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent' }])
    await page.goto('/activity')
    const entry = page.getByRole('listitem').filter({ hasText: 'Added' }).first()
    await entry.getByRole('link', { name: 'Pay rent' }).waitFor()
    await entry.getByText(/^You in the web app/).waitFor()
    await page.getByRole('button', { name: 'Undo: Added' }).click()
    await entry.getByText('Undone').waitFor()
    await page.getByText('Undo · Moved to the trash').waitFor()
    await page.goto('/trash')
    await page.getByRole('button', { name: 'Restore: Pay rent' }).waitFor()
  })

  it('says why a change cannot be taken back', async () => {
    const ada = await member()
    const { page } = ada
    const headers = { origin: new URL(page.url()).origin }
    const made = await ada.context.request.post('/api/tasks', { data: { title: 'Pay rent' }, headers })
    const { task }: { task: { id: string } } = await made.json()
    for (const title of ['Pay the rent', 'Pay all rents']) {
      await ada.context.request.patch(`/api/tasks/${task.id}`, { data: { title }, headers })
    }
    await page.goto('/activity')
    ada.expectProblem(/status of 409/)
    await page.getByRole('button', { name: 'Undo: Changed' }).nth(1).click()
    await page.getByRole('alert').getByText('these fields were changed since').waitFor()
    await page.getByRole('alert').getByText('Pay all rents').waitFor()
  })

  it('shows what is done elsewhere as it happens', async () => {
    const { page, open } = await member()
    await page.goto('/activity')
    await page.getByText('Nothing has happened yet.').waitFor()
    const second = await open('/today')
    await second.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
    await quickAdd(second, 'Call Grace today')
    await page.getByRole('link', { name: 'Call Grace' }).waitFor()
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Today'])
  })

  it('shows what one has changed since a time, and takes all of it back with one click', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'My own' }])
    const asKey = { authorization: `Bearer ${await keyOf(ada)}`, 'content-type': 'application/json' }
    const write = (path: string, method: string, body?: object) =>
      fetch(new URL(path, page.url()), {
        method,
        headers: asKey,
        ...(body && { body: JSON.stringify(body) }),
      })
    await write('/api/tasks', 'POST', { title: 'Made by a robot' })
    await write('/api/tasks/1', 'PATCH', { title: 'Changed by a robot' })
    await page.goto('/activity')
    await page.getByText('Undo all of one …').click()
    await page.getByLabel('Who').selectOption({ label: 'You over the API' })
    await page.getByText('2 changes to 2 tasks:').waitFor()
    await page.getByText('Changed: Changed by a robot').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Undo 2 changes' }).click()
    await page.getByText('Nothing since then.').waitFor()
    await page.goto('/tasks')
    await page.getByRole('article').filter({ hasText: 'My own' }).waitFor()
    expect(await page.getByText('robot').count()).toBe(0)
  })

  it('says why all of it cannot be taken back', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'My own' }])
    const asKey = { authorization: `Bearer ${await keyOf(ada)}`, 'content-type': 'application/json' }
    const rename = (title: string, headers: Record<string, string>) =>
      ada.context.request.patch('/api/tasks/1', { data: { title }, headers })
    await rename('Changed by a robot', asKey)
    await rename('Changed by me', { origin: new URL(page.url()).origin })
    ada.expectProblem(/status of 409/)
    await page.goto('/activity')
    await page.getByText('Undo all of one …').click()
    await page.getByLabel('Who').selectOption({ label: 'You over the API' })
    await page.getByRole('alert').getByText('Changed by me').waitFor()
    expect(await page.getByRole('button', { name: /^Undo \d/ }).count()).toBe(0)
  })
})

/** A key with which a program changes tasks. */
async function keyOf({ page, context }: Visitor): Promise<string> {
  const made = await context.request.post('/api/account/api-keys', {
    data: { name: 'robot', scopes: ['tasks:read', 'tasks:write'] },
    headers: { origin: new URL(page.url()).origin },
  })
  const { key }: { key: string } = await made.json()
  return key
}
