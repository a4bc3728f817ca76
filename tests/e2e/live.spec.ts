import { describe, expect, it } from 'vitest'
import { tasksOf, untilLevel, untilWaiting } from './server-list.ts'
import { makeTasks, quickAdd, untilViewsLoaded, visits } from './visit.ts'

const { member, again } = visits()

describe('one list in several browsers', () => {
  it('shows in each what is done in the other', async () => {
    const ada = await member()
    const other = await again(ada)
    await quickAdd(ada.page, 'Buy milk')
    await other.page.getByRole('article').getByText('Buy milk').waitFor()
    await other.page.getByRole('button', { name: 'Complete: Buy milk' }).click()
    await ada.page.getByText('All done for today.').waitFor()
  })

  it('shares one socket among the tabs of a browser, and sends nothing twice', async () => {
    const ada = await member()
    const sockets: string[] = []
    const writes: string[] = []
    ada.context.on('request', (request) => {
      if (request.method() === 'POST') writes.push(new URL(request.url()).pathname)
    })
    const second = await ada.context.newPage()
    second.on('websocket', (socket) => sockets.push(socket.url()))
    await second.goto('/today')
    await second.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
    await quickAdd(second, 'Call Grace')
    await ada.page.getByRole('article').getByText('Call Grace').waitFor()
    await untilLevel(second)
    expect(writes).toEqual(['/api/tasks'])
    expect(sockets).toEqual([])
  })
})

describe('offline', () => {
  it('adds a line as it stands where the grammar cannot be had, and reads the next one once it can', async () => {
    const ada = await member()
    const { page, context } = ada
    ada.expectProblem(/ERR_FAILED/)
    let isHeldBack = true
    await context.route('**/_next/static/**', async (route) => {
      const answer = await route.fetch()
      const text = await answer.text()
      if (isHeldBack && text.includes('tmrw')) await route.abort()
      else await route.fulfill({ response: answer, body: text })
    })
    await page.reload()
    await untilViewsLoaded(page)
    await quickAdd(page, 'Pay rent p1')
    await page.getByRole('article').getByText('Pay rent p1').waitFor()
    isHeldBack = false
    await quickAdd(page, 'Buy milk p1')
    await page.getByRole('article').filter({ hasText: 'Buy milk' }).getByText('High priority').waitFor()
    await untilLevel(page)
    expect(await tasksOf(ada)).toMatchObject([
      { title: 'Pay rent p1', priority: 'medium' },
      { title: 'Buy milk', priority: 'high' },
    ])
  })

  it('asks again for what could not be had at first, when it is wanted', async () => {
    const ada = await member()
    const { page, context } = ada
    ada.expectProblem(/ERR_FAILED/)
    const first = await (await context.request.get('/today')).text()
    let isHeldBack = true
    await context.route('**/_next/static/chunks/**', (route) => {
      const { pathname } = new URL(route.request().url())
      return isHeldBack && !first.includes(pathname) ? route.abort() : route.continue()
    })
    await page.reload()
    await untilViewsLoaded(page)
    await page.keyboard.press('?')
    isHeldBack = false
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  })

  it('shows, keeps and later sends what is done', async () => {
    const ada = await member()
    const { page, context } = ada
    ada.expectProblem(/ERR_INTERNET_DISCONNECTED/)
    await makeTasks(ada, [{ title: 'Water the plants', due_date: new Date().toISOString().slice(0, 10) }])
    await page.getByRole('article').getByText('Water the plants').waitFor()
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Complete: Water the plants' }).click()
    await quickAdd(page, 'Written offline')
    await page.getByRole('article').getByText('Written offline').waitFor()
    await untilWaiting(page, 2)
    await context.setOffline(false)
    await untilLevel(page)
    expect(await tasksOf(ada)).toMatchObject([
      { title: 'Water the plants', status: 'done' },
      { title: 'Written offline', status: 'pending' },
    ])
  })
})
