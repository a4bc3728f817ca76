import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { takeTurns } from './take-turns.ts'

/** An app that answers a request only when it is told to, and notes which have begun. */
function slowApp() {
  const begun: string[] = []
  const finish = new Map<string, () => void>()
  const app = new Hono().post('/:name', takeTurns({ atOnce: 2, freeBytes: 10 }), async (c) => {
    const name = c.req.param('name')
    begun.push(name)
    await new Promise<void>((resolve) => finish.set(name, resolve))
    if (name === 'failing') throw new Error('failed')
    return c.text(name)
  })
  app.onError((error, c) => c.text(error.message, 500))
  const ask = (name: string, length?: number): Promise<Response> =>
    Promise.resolve(
      app.request(`/${name}`, { method: 'POST', headers: length ? { 'content-length': `${length}` } : {} }),
    )
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  return { begun, ask, settled, end: (name: string): void => finish.get(name)?.() }
}

test('so many go on at once, the others wait in their order, and a failure gives way to the next', async () => {
  const { begun, ask, settled, end } = slowApp()
  const answers = [ask('failing'), ask('b', 11), ask('c'), ask('d')]
  await settled()
  expect(begun).toEqual(['failing', 'b'])
  end('failing')
  await answers[0]
  await settled()
  expect(begun).toEqual(['failing', 'b', 'c'])
  end('c')
  await answers[2]
  await settled()
  expect(begun).toEqual(['failing', 'b', 'c', 'd'])
  end('b')
  end('d')
  const texts = await Promise.all(answers.map(async (answer) => (await answer).text()))
  expect(texts).toEqual(['failed', 'b', 'c', 'd'])
})

test('what is known to be small does not wait', async () => {
  const { begun, ask, settled, end } = slowApp()
  const answers = [ask('a'), ask('b'), ask('small', 10)]
  await settled()
  expect(begun).toEqual(['a', 'b', 'small'])
  for (const name of begun) end(name)
  await Promise.all(answers)
})
