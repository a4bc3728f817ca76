import { describe, expect, it } from 'vitest'
import { makeTasks, untilViewsLoaded, visits } from './visit.ts'

const { member } = visits()

describe('Search', () => {
  it('finds what is typed at once, keeps it in the address, and asks nobody', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay the rent' }, { title: 'Café with Grace' }])
    await untilViewsLoaded(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByRole('link', { name: 'Search' }).first().click()
    await page.locator('input[type=search]:focus').waitFor()
    await page.keyboard.type('cafe')
    await page.getByRole('article').getByText('Café with Grace').waitFor()
    expect(await page.getByRole('article').count()).toBe(1)
    expect(new URL(page.url()).search).toBe('?q=cafe')
    await page.keyboard.type('x')
    await page.getByText('Nothing found.').waitFor()
    expect(asked).toEqual([])
    await page.goto('/search?q=rent')
    await page.getByRole('article').getByText('Pay the rent').waitFor()
  })

  it('finds on the server what was done long ago', async () => {
    const ada = await member()
    const { page } = ada
    const answer = await ada.context.request.post('/api/import?format=todotxt', {
      data: 'x 2020-01-02 2020-01-01 Paint the fence',
      headers: { origin: new URL(page.url()).origin, 'content-type': 'text/plain' },
    })
    expect(answer.ok()).toBe(true)
    await page.goto('/search?q=fence')
    await page.getByText('Nothing found.').waitFor()
    await page.getByRole('button', { name: 'Search older tasks on the server' }).click()
    await page.getByRole('region', { name: 'Older tasks' }).getByText('Paint the fence').waitFor()
  })
})
