import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { describe, expect, it } from 'vitest'
import { callback, agent as newAgent } from './agent.ts'
import { openChat, say } from './chat.ts'
import { tasksOf } from './server-list.ts'
import { visits } from './visit.ts'

const site = visits()

describe('an agent over MCP', () => {
  it('is seen in Activity by its name as it changes tasks, and is reverted there', async () => {
    const ada = await site.member()
    const { page } = ada
    const robot = await newAgent('Mail robot')
    await page.goto(robot.ask())
    await page.getByRole('button', { name: 'Let it in' }).click()
    await page.waitForURL(`**${callback}*`)
    const code = new URL(page.url()).searchParams.get('code') ?? ''
    const { access_token } = await robot.redeem(code)
    const client = new Client({ name: 'Mail robot', version: '1.0.0' })
    const headers = { authorization: `Bearer ${access_token}` }
    await client.connect(
      new StreamableHTTPClientTransport(new URL('/mcp', site.address), { requestInit: { headers } }),
    )
    await page.goto('/activity')
    const chat = await openChat(page)
    await say(chat, 'add buy milk')
    await client.callTool({ name: 'create_task', arguments: { title: 'Answer Grace' } })
    await client.callTool({ name: 'update_task', arguments: { task_id: 1, title: 'Buy oat milk' } })
    const main = page.getByRole('main')
    await main
      .getByText(/^An agent from Mail robot/)
      .nth(1)
      .waitFor()
    await main.getByText(/^The assistant in the chat/).waitFor()
    await main.getByText('Undo all of one …').click()
    await main.getByLabel('Who').selectOption({ label: 'An agent from Mail robot' })
    await main.getByRole('button', { name: 'Undo 2 changes' }).click()
    await main.getByText('Nothing since then.').waitFor()
    expect(await tasksOf(ada)).toMatchObject([{ title: 'Buy milk' }])
    await client.close()
  })
})
