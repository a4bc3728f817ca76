import { describe, expect, it } from 'vitest'
import { quickAdd, visits } from './visit.ts'

const { member, stranger, address } = visits()

describe('the policy of pages', () => {
  it.each(['/login', '/today', '/nowhere'])(
    'lets %s run only the scripts that the server put there',
    async (path) => {
      const { page, expectProblem } = await member()
      expectProblem(/status of 404/)
      const answer = await page.goto(path)
      const policy = answer?.headers()['content-security-policy'] ?? ''
      expect(policy).toMatch(/script-src 'nonce-[\w+/=]{22,}' 'strict-dynamic';/)
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("connect-src 'self'")
      expect(answer?.headers()).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('geolocation=()'),
      })
    },
  )

  it('gives each answer a nonce of its own', async () => {
    const nonce = async (): Promise<string | undefined> =>
      /nonce-([^']+)/.exec(
        (await fetch(`${address}/login`)).headers.get('content-security-policy') ?? '',
      )?.[1]
    expect(await nonce()).not.toBe(await nonce())
  })

  it('stops a script that got into the page', async () => {
    const { page, expectProblem } = await stranger()
    expectProblem(/Content Security Policy/)
    await page.goto('/login')
    await page.evaluate(() => {
      const image = document.createElement('div')
      image.innerHTML = '<img src="data:," onerror="document.title = \'taken\'">'
      document.body.append(image)
      const script = document.createElement('script')
      script.textContent = 'document.title = "taken"'
      document.body.insertAdjacentHTML('beforeend', script.outerHTML)
    })
    await page.waitForTimeout(200)
    expect(await page.title()).toBe('Welcome back · todo')
  })

  it('shows the title of a task as text, whatever it is', async () => {
    const { page } = await member()
    const title = '<img src=x onerror="document.title=1"> <script>document.title=2</script> {{3}}'
    await quickAdd(page, `"${title}"`)
    await page.getByRole('article').getByText(title).waitFor()
    expect(await page.title()).toBe('Today · todo')
  })

  it('answers nothing but questions for pages', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await fetch(`${address}/today`, { method, headers: { 'next-action': 'x' } })
      expect(answer.status).toBe(405)
      expect(answer.headers.get('allow')).toBe('GET, HEAD')
    }
  })
})
