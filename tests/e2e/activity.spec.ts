import { describe, expect, it } from 'vitest'
import { makeTasks, quickAdd, visits } from './visit.ts'

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
})
