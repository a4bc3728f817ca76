import { describe, expect, it } from 'vitest'
import { makeTasks, visits } from './visit.ts'

const { member } = visits()

describe('a tag', () => {
  it('is renamed from its page, which then has the new address', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent', tags: ['home'] }])
    await page.getByRole('link', { name: '#home 1 open task' }).click()
    await page.getByRole('heading', { level: 1, name: '#home' }).waitFor()
    await page.getByRole('button', { name: 'Rename' }).click()
    const name = page.getByLabel('New name')
    await name.fill('two words')
    await name.press('Enter')
    await page.getByText('without white space').waitFor()
    await name.fill('Zuhause')
    await name.press('Enter')
    await page.getByRole('heading', { level: 1, name: '#zuhause' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/tags/zuhause')
    await page.getByRole('article').getByText('Pay rent').waitFor()
    await page.getByRole('link', { name: '#zuhause 1 open task' }).waitFor()
  })

  it('says what merging means before two become one', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [
      { title: 'Pay rent', tags: ['home'] },
      { title: 'Mend the door', tags: ['house'] },
    ])
    await page.goto('/tags/home')
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByLabel('New name').fill('house')
    await page.getByText('#house is there already, on 1 task.').waitFor()
    await page.getByRole('button', { name: 'Merge' }).click()
    await page.getByRole('link', { name: '#house 2 open tasks' }).waitFor()
    expect(await page.getByRole('link', { name: '#home' }).count()).toBe(0)
  })

  it('is deleted, and its tasks stay', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent', tags: ['home'] }])
    await page.goto('/tags/home')
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByText('The tasks themselves stay.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { level: 1, name: 'All tasks' }).waitFor()
    await page.getByRole('article').getByText('Pay rent').waitFor()
    await expect.poll(() => page.getByRole('main').getByText('#home').count()).toBe(0)
  })

  it('is not said again with each of the tasks on its page', async () => {
    const ada = await member()
    await makeTasks(ada, [{ title: 'Pay rent', tags: ['home', 'money'] }])
    await ada.page.goto('/tags/home')
    await expect.poll(() => ada.page.getByRole('article').allInnerTexts()).toEqual(['Pay rent\n#money'])
  })

  it('has a page where no task has it', async () => {
    const { page } = await member()
    await page.goto('/tags/%E4%B8%AD')
    await page.getByRole('heading', { level: 1, name: '#中' }).waitFor()
    await page.getByText('No task has this tag.').waitFor()
  })
})
