import { expect, inject, it } from 'vitest'
import { did, fieldOf, openChat, untilAnswered, write } from './chat.ts'
import { tasksOf } from './server-list.ts'
import { silentWay } from './silent-way.ts'
import { untilViewsLoaded, visits } from './visit.ts'

const way = silentWay(() => inject('address'))
const { member } = visits({ at: () => way.address })

it('an answer that falls silent, though its connection stands, is heard on over another one', async () => {
  const ada = await member()
  const { page } = ada
  await untilViewsLoaded(page)
  const chat = await openChat(page)
  await page.clock.install()
  way.hushNextStream()
  await write(chat, 'add buy milk')
  await expect.poll(() => way.hushed()).toBe(1)
  await expect.poll(() => tasksOf(ada)).toHaveLength(1)
  await page.clock.runFor(30_000)
  expect(await did(chat, 'Added “Buy milk”').count()).toBe(0)
  await page.clock.runFor(20_000)
  await did(chat, 'Added “Buy milk”').waitFor()
  await untilAnswered(chat)
  expect(await tasksOf(ada)).toHaveLength(1)
  expect(await fieldOf(chat).inputValue()).toBe('')
})
