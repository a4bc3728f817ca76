import { describe, expect, it } from 'vitest'
import { password, type Visitor, visits } from './visit.ts'

const { member, stranger, address } = visits()
const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'

type Device = { user_code: string; poll(): Promise<Record<string, unknown>> }

/** A terminal that asks to be let in. */
async function device(client = 'cli'): Promise<Device> {
  const post = async (path: string, body: object) =>
    (
      await fetch(`${address}/api/auth/device/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()
  const { user_code, device_code } = await post('code', { client_id: client })
  return { user_code, poll: () => post('token', { grant_type, device_code }) }
}

const historyOf = async ({ context }: Visitor, token: unknown) => {
  const headers = { authorization: `Bearer ${token}` }
  return (await context.request.get('/api/account', { headers })).json()
}

describe('letting a device in', () => {
  it('leads over signing in to the question, which says what asks and from where, and lets it in', async () => {
    const { email } = await member()
    const { user_code, poll } = await device('laptop')
    const { page } = await stranger()
    await page.goto(`/device?user_code=${user_code}`)
    await page.waitForURL('**/login?next=**')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('Password').press('Enter')
    await page.getByRole('heading', { name: '“laptop” asks to sign in to your account' }).waitFor()
    expect(new URL(page.url()).searchParams.get('user_code')).toBe(user_code)
    await page.getByText(user_code, { exact: true }).waitFor()
    await page.getByText('127.0.0.1').waitFor()
    await page.getByRole('definition').filter({ hasText: email }).waitFor()
    await page.getByRole('button', { name: 'Let it in' }).click()
    await page.getByRole('heading', { name: 'The device is signed in.' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('The device is signed in.')
    const { access_token } = await poll()
    expect(await historyOf(await member(), access_token)).toMatchObject({ client: 'laptop', user: { email } })
  })

  it('takes a code as it is typed, and refuses the device', async () => {
    const { page } = await member()
    const { user_code, poll } = await device()
    await page.goto('/device')
    await page.getByLabel('Code').fill(` ${user_code.toLowerCase().replace('-', ' ')}`)
    await page.keyboard.press('Enter')
    await page.getByText(user_code, { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Refuse' }).click()
    await page.getByRole('heading', { name: 'The device does not get in.' }).waitFor()
    expect(await poll()).toMatchObject({ error: 'access_denied' })
  })

  it('says that no device waits with a code, and asks for another', async () => {
    const { page, expectProblem } = await member()
    expectProblem(/status of 404/)
    await page.goto('/device?user_code=BBBB-BBBB')
    await page.getByRole('alert').getByText('No device waits with this code.').waitFor()
    await page.getByRole('button', { name: 'Use another code' }).click()
    await page.getByLabel('Code').waitFor()
    expect(new URL(page.url()).search).toBe('')
  })

  it('shows what a device calls itself as text', async () => {
    const { page } = await member()
    const { user_code } = await device('<img src=x onerror=document.title=1>')
    await page.goto(`/device?user_code=${user_code}`)
    await page.getByText('<img src=x onerror=document.title=1>').waitFor()
    expect(await page.title()).toBe('Sign in on a device · todo')
  })
})
