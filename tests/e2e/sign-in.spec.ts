import { describe, expect, it } from 'vitest'
import { password, visits } from './visit.ts'

const { stranger, member, address } = visits()

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

  it('asks again where the session has ended, and leads back', async () => {
    const { context, page, expectProblem } = await member()
    expectProblem(/status of 401/)
    for (const cookie of await context.cookies()) {
      if (cookie.name.endsWith('todo_access')) await context.clearCookies({ name: cookie.name })
      if (cookie.name.endsWith('todo_session')) await context.addCookies([{ ...cookie, value: 'ended' }])
    }
    await page.goto('/upcoming')
    await page.waitForURL('**/login?next=%2Fupcoming')
  })
})
