import { describe, expect, it } from 'vitest'
import { looks, violations } from './axe.ts'
import { makeTasks, type Visitor, visits } from './visit.ts'

const { member, again } = visits()

type Write = (path: string, method: string, body?: object) => Promise<Response>

/** A program with a key that may only propose. */
async function robot({ page, context }: Visitor): Promise<Write> {
  const { origin } = new URL(page.url())
  const made = await context.request.post('/api/account/api-keys', {
    data: { name: 'Mail robot', scopes: ['tasks:read', 'tasks:propose'] },
    headers: { origin },
  })
  const { key }: { key: string } = await made.json()
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  return (path, method, body) =>
    fetch(new URL(path, origin), { method, headers, ...(body && { body: JSON.stringify(body) }) })
}

describe('Proposals', () => {
  it('come live with their count, and each is done or not as the person says', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Buy milk' }])
    const write = await robot(ada)
    await page.goto('/proposals')
    await page.getByText('Nothing is proposed.').waitFor()
    expect((await write('/api/tasks', 'POST', { title: 'Answer Grace' })).status).toBe(202)
    expect((await write('/api/tasks/1', 'PATCH', { title: 'Buy oat milk' })).status).toBe(202)
    const entry = (text: string) => page.getByRole('listitem').filter({ hasText: text }).first()
    await entry('Answer Grace').getByText('An agent from Mail robot').waitFor()
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /Proposals\s*2 proposals wait/ })
      .waitFor()
    await page.getByRole('button', { name: 'Refuse: Answer Grace' }).click()
    await page.getByText('Answer Grace').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Approve: Buy oat milk' }).click()
    await page.getByText('Nothing is proposed.').waitFor()
    await page.goto('/activity')
    await page.getByText(/^An agent from Mail robot/).waitFor()
    await page.getByRole('link', { name: 'Buy oat milk' }).first().waitFor()
    expect(await page.getByText('Answer Grace').count()).toBe(0)
  })

  it('says why one cannot be done any more, and answers all that are shown together', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Buy milk' }])
    const write = await robot(ada)
    await write('/api/tasks/1', 'PATCH', { title: 'Buy oat milk' })
    await write('/api/tasks', 'POST', { title: 'Answer Grace' })
    const headers = { origin: new URL(page.url()).origin }
    await ada.context.request.patch('/api/tasks/1', { data: { title: 'Buy bread' }, headers })
    await page.goto('/proposals')
    await page.getByRole('button', { name: 'Approve all' }).click()
    await page.getByRole('alert').getByText('Task 1: Title is now Buy bread').waitFor()
    await page.getByText('Answer Grace').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Refuse: Buy oat milk' }).click()
    await page.getByText('Nothing is proposed.').waitFor()
  })

  it('can be answered by everybody, on a desk and on a phone', async () => {
    const ada = await member()
    const write = await robot(ada)
    await write('/api/tasks', 'POST', { title: `Answer ${'Grace '.repeat(20)}`, tags: ['mail'] })
    await write('/api/tasks', 'POST', { title: 'Call Alan' })
    for (const look of looks) {
      const { page } = await again(ada, look)
      await page.goto('/proposals')
      await page.getByRole('button', { name: 'Approve: Call Alan' }).waitFor()
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    }
  })
})
