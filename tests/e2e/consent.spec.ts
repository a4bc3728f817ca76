import { describe, expect, it } from 'vitest'
import { agent, callback } from './agent.ts'
import { looks, violations } from './axe.ts'
import { password, visits } from './visit.ts'

const { member, stranger, again } = visits()

const scopeOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).scope

describe('letting an agent in', () => {
  it('leads over signing in to the question, and back to the agent with what was chosen', async () => {
    const ada = await member()
    const claude = await agent('Claude')
    const { page } = await stranger()
    await page.goto(claude.ask())
    await page.waitForURL('**/login?next=**')
    await page.getByLabel('E-mail').fill(ada.email)
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('Password').press('Enter')
    await page.getByRole('heading', { name: '“Claude” asks for your tasks' }).waitFor()
    await page.getByText('Read your tasks, tags and history').waitFor()
    await page
      .getByRole('definition')
      .filter({ hasText: new URL(page.url()).host })
      .waitFor()
    await page.getByRole('definition').filter({ hasText: ada.email }).waitFor()
    await page.getByRole('radio', { name: /^Only propose/ }).check()
    await page.getByRole('button', { name: 'Let it in' }).click()
    await page.waitForURL(`**${callback}*`)
    const { searchParams } = new URL(page.url())
    expect(searchParams.get('state')).toBe('mine')
    const { access_token } = await claude.redeem(searchParams.get('code') ?? '')
    expect(scopeOf(access_token)).toBe('tasks:read tasks:propose offline_access')
    await ada.page.goto('/settings/agents')
    await ada.page.getByText('Claude', { exact: true }).waitFor()
    await ada.page.getByText(/^Read and propose ·/).waitFor()
    await ada.page.getByRole('button', { name: 'Disconnect: Claude' }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click()
    await ada.page.getByText('No agent is connected.').waitFor()
  })

  it('goes back without a code where one refuses', async () => {
    const { page } = await member()
    await page.goto((await agent('Claude')).ask())
    await page.getByRole('button', { name: 'Refuse' }).click()
    await page.waitForURL(`**${callback}*`)
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied')
    expect(new URL(page.url()).searchParams.has('code')).toBe(false)
  })

  it('asks for no more than the agent does, and shows its name as text', async () => {
    const { page } = await member()
    await page.goto((await agent('<img src=x onerror=document.title=1>')).ask('tasks:read'))
    await page.getByText('<img src=x onerror=document.title=1>').waitFor()
    expect(await page.getByRole('radio').count()).toBe(1)
    expect(await page.title()).toBe('Let an agent in · todo')
  })

  it('says that a request has ended or was changed, and goes nowhere', async () => {
    const ada = await member()
    const { page } = ada
    ada.expectProblem(/status of 400/)
    const address = (await agent('Claude')).ask('tasks:read')
    await page.goto(`${address}&redirect_uri=https://evil.example`)
    await page.getByRole('alert').getByText('This request has ended').waitFor()
    await page.goto(address)
    await page.getByRole('button', { name: 'Let it in' }).waitFor()
    const changed = new URL(page.url())
    changed.searchParams.set('scope', 'tasks:read tasks:write offline_access')
    await page.goto(changed.href)
    await page.getByRole('button', { name: 'Let it in' }).click()
    await page.getByRole('alert').getByText('This request has ended').waitFor()
  })

  it('asks in German, and so that everybody can answer, on a desk and on a phone', async () => {
    const ada = await member()
    for (const look of looks) {
      const { page } = await again(ada, { ...look, locale: 'de-DE' })
      await page.goto((await agent('Claude')).ask())
      await page.getByRole('heading', { name: '„Claude“ möchte an deine Aufgaben' }).waitFor()
      expect(await violations(page)).toEqual([])
    }
  })
})
