import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { endSession, password, visits } from './visit.ts'

const { stranger, member, address } = visits()

const untilLive = (page: Page): Promise<void> =>
  page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })

describe('registering', () => {
  it('leads from the first address to Today, where nothing is due yet', async () => {
    const { page, email } = await stranger()
    await page.goto('/')
    await page.waitForURL('**/login')
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('Name').fill('Ada Lovelace')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.waitForURL('**/today')
    await page.getByText('Nothing is due today.').waitFor()
    expect(await page.title()).toBe('Today · todo')
    await page.getByRole('complementary').getByText('Ada Lovelace').waitFor()
  })

  it('says beside the field what is wrong, and sends nothing', async () => {
    const { page } = await stranger()
    await page.goto('/register')
    await page.getByLabel('E-mail').fill('ada')
    await page.getByLabel('Password').fill('short')
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByText('Use 8 to 128 characters').waitFor()
    await page.getByText('Give an e-mail address').waitFor()
    expect(await page.getByLabel('E-mail').getAttribute('aria-invalid')).toBe('true')
    expect(page.url()).toMatch(/\/register$/)
  })

  it('says that an address has an account', async () => {
    const { email } = await member()
    const { page, expectProblem } = await stranger()
    expectProblem(/status of 400/)
    await page.goto('/register')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('Password').press('Enter')
    await page.getByText('There is an account with this address already.').waitFor()
  })
})

describe('signing in', () => {
  it('leads back to the address that one wanted, and out again', async () => {
    const { email } = await member()
    const { page } = await stranger()
    await page.goto('/tasks?status=done')
    await page.waitForURL('**/login?next=%2Ftasks%3Fstatus%3Ddone')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('Password').press('Enter')
    await page.waitForURL('**/tasks?status=done')
    // What is still asked for while one logs out is refused, which the browser writes down.
    await untilLive(page)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
    await page.goto('/today')
    await page.waitForURL('**/login')
  })

  it('says that the password is wrong, and keeps what was typed', async () => {
    const { page, email, expectProblem } = await stranger()
    expectProblem(/status of 401/)
    await page.goto('/login')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('alert').getByText('E-mail address and password do not belong together.').waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe(email)
  })

  it('leads to no other site', async () => {
    const { email } = await member()
    const { page } = await stranger()
    await page.goto(`/login?next=${encodeURIComponent('//evil.example/today')}`)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('Password').press('Enter')
    await page.waitForURL('**/today')
    expect(new URL(page.url()).origin).toBe(address)
  })

  it('asks again where the session has ended, keeps what is shown, and leads back', async () => {
    const { context, page, email, expectProblem } = await member()
    expectProblem(/status of 401|WebSocket|Sign in first/)
    await endSession(context)
    await page.goto('/upcoming')
    await page.getByText('You are signed out.').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Upcoming' }).waitFor()
    await page.getByRole('complementary').getByText('Ada').waitFor()
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await page.waitForURL('**/login?next=%2Fupcoming')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('Password').press('Enter')
    await page.waitForURL('**/upcoming')
    await page.getByText('Live', { exact: true }).first().waitFor()
    expect(await page.getByText('You are signed out.').count()).toBe(0)
  })

  it('goes on by itself where one has signed in again in another tab', async () => {
    const { context, page, email, expectProblem } = await member()
    expectProblem(/status of 401|WebSocket|Sign in first/)
    await endSession(context)
    await page.reload()
    await page.getByText('You are signed out.').waitFor()
    const headers = { origin: address }
    await context.request.post('/api/auth/login', { data: { email, password, cookie: true }, headers })
    await page.evaluate(() => dispatchEvent(new Event('focus')))
    await page.getByText('You are signed out.').waitFor({ state: 'detached' })
  })

  it('asks at once where nobody is remembered', async () => {
    const { context, page, expectProblem } = await member()
    expectProblem(/status of 401/)
    await endSession(context)
    await page.evaluate(() => localStorage.clear())
    await page.goto('/upcoming')
    await page.waitForURL('**/login?next=%2Fupcoming')
  })

  it('starts as who was here last, and becomes who is here now', async () => {
    const ada = await member()
    // The list of who was here last asks, and is told that it is somebody else's turn.
    ada.expectProblem(/status of 401/)
    const bob = await member()
    await ada.context.clearCookies()
    await ada.context.addCookies(await bob.context.cookies())
    await bob.context.request.patch('/api/account', { data: { name: 'Bob' }, headers: { origin: address } })
    await ada.page.goto('/today')
    await ada.page.getByRole('complementary').getByText('Bob').waitFor()
  })

  it('starts as somebody else at once where they have signed in', async () => {
    const ada = await member()
    ada.expectProblem(/status of 401|WebSocket|Sign in first/)
    const bob = await member()
    await bob.context.request.patch('/api/account', { data: { name: 'Bob' }, headers: { origin: address } })
    const { page } = ada
    await endSession(ada.context)
    await page.reload()
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await page.getByLabel('E-mail').fill(bob.email)
    await page.getByLabel('Password').fill(password)
    // The answer that says who is here does not come.
    await page.route('**/api/account', () => {})
    await page.getByLabel('Password').press('Enter')
    await page.getByRole('complementary').getByText('Bob').waitFor()
  })

  it('ends in a tab too that is told only then who was here, and keeps nobody', async () => {
    const { page, open, context } = await member()
    const other = await context.newPage()
    const isAsked = Promise.withResolvers<void>()
    const isEnded = Promise.withResolvers<void>()
    await other.route('**/api/account', async (route) => {
      const answer = await route.fetch()
      isAsked.resolve()
      await isEnded.promise
      await route.fulfill({ response: answer })
    })
    // The answer comes before the browser tells the tab that it has ended.
    await other.addInitScript(() =>
      addEventListener('storage', (event) => event.stopImmediatePropagation(), true),
    )
    await other.goto('/upcoming')
    await isAsked.promise
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
    isEnded.resolve()
    await other.waitForTimeout(300)
    const after = await open('/login')
    expect(await after.evaluate(() => localStorage.getItem('todo.user'))).toBe(null)
  })

  it('ends in every tab', async () => {
    const { page, open } = await member()
    const other = await open('/upcoming')
    await untilLive(other)
    await page.getByRole('button', { name: 'Log out' }).click()
    await other.waitForURL('**/login?next=%2Fupcoming')
  })

  it.each(['{"version":1}', '{"version":2,"user":{"id":"x"}}', 'null', '{', '{"version":1,"user":{"id":7}}'])(
    'does not mind what else stands where it remembers: %s',
    async (kept) => {
      const { page } = await member()
      await page.evaluate((text) => localStorage.setItem('todo.user', text), kept)
      await page.reload()
      await page.getByRole('complementary').getByText('Ada').waitFor()
    },
  )
})
