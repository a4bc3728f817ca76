import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { makeTasks, password, visits } from './visit.ts'

const { member, again } = visits()

describe('Settings', () => {
  it('keeps the name, and takes on another look at once', async () => {
    const ada = await member()
    const { page } = ada
    await page.goto('/settings')
    await page.getByRole('textbox', { name: /^Name/ }).fill('Ada Lovelace')
    await page.getByRole('button', { name: 'Save' }).first().click()
    await expect.poll(async () => (await account(ada)).name).toBe('Ada Lovelace')
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme))
      .toBe('dark')
  })

  it('changes the password only with the one before, and ends other sessions', async () => {
    const ada = await member()
    const other = await again(ada)
    const { page } = ada
    ada.expectProblem(/status of 401/)
    other.expectProblem(/status of 401|WebSocket/)
    await page.goto('/settings/security')
    await page.getByText('web · This browser').waitFor()
    await page.getByLabel('Current password').fill('wrong horse battery')
    await page.getByLabel('New password').fill('another horse battery')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('The current password is wrong.').waitFor()
    await page.getByLabel('Current password').fill(password)
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('The password is changed').first().waitFor({ state: 'attached' })
    await expect.poll(async () => (await other.context.request.get('/api/account')).status()).toBe(401)
    expect((await ada.context.request.get('/api/account')).status()).toBe(200)
  })

  it('makes a key that is shown once, and ends it', async () => {
    const ada = await member()
    const { page } = ada
    await page.goto('/settings/keys')
    await page.getByLabel('What is it for?').fill('Backup')
    await page.getByRole('button', { name: 'Make a key' }).click()
    const key = await page.locator('input[readonly]').inputValue()
    const asKey = { authorization: `Bearer ${key}` }
    expect((await fetch(new URL('/api/tasks', page.url()), { headers: asKey })).status).toBe(200)
    await page.reload()
    await page.getByText('Backup', { exact: true }).waitFor()
    expect(await page.getByText(key).count()).toBe(0)
    await page.getByRole('button', { name: 'End the key: Backup' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click()
    await expect
      .poll(async () => (await fetch(new URL('/api/tasks', page.url()), { headers: asKey })).status)
      .toBe(401)
  })

  it('gives the list as a file, and says what a file would do before it does it', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent' }])
    await page.goto('/settings/data')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'JSON' }).click()
    const file = await (await download).path()
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ tasks: [{ title: 'Pay rent' }] })
    await page.locator('input[type=file]').setInputFiles({
      name: 'list.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('title,priority\nCall Grace,high\nBroken,urgent\n'),
    })
    await page.getByText('1 new task, 0 already there').waitFor()
    await page.getByText('1 line cannot be read:').waitFor()
    expect((await tasks(ada)).length).toBe(1)
    await page.getByRole('button', { name: 'Import 1 task' }).click()
    await expect.poll(async () => (await tasks(ada)).length).toBe(2)
  })

  it('deletes the account after a word and the password', async () => {
    const ada = await member()
    const { page } = ada
    ada.expectProblem(/status of 401|WebSocket/)
    await page.goto('/settings')
    await page.getByRole('button', { name: 'Delete the account …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Type “delete”').fill('delete')
    await dialog.locator('input[type=password]').fill(password)
    await dialog.getByRole('button', { name: 'Delete everything' }).click()
    await page.waitForURL('**/login**')
    expect((await ada.context.request.get('/api/account')).status()).toBe(401)
  })
})

type At = Awaited<ReturnType<typeof member>>

async function account({ context }: At): Promise<{ name: string }> {
  return (await (await context.request.get('/api/account')).json()).user
}

async function tasks({ context }: At): Promise<readonly object[]> {
  return (await (await context.request.get('/api/tasks')).json()).tasks
}
