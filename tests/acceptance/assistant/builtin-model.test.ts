import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { changes, exampleTasks, startConversation } from './example-list.ts'
import { paraphrases } from './paraphrases.ts'

const document = readFileSync(join(import.meta.dirname, '../../../docs/builtin-model.md'), 'utf8')

/** The rows of the document's tables of utterances. */
const rows = document
  .split('\n')
  .map((line) => /^\| (.*?) ?\| (.+?) \| (`(.+)`|–|asks) \|$/.exec(line))
  .filter((found) => found !== null)
  .map(([, before = '', said = '', shown = '', calls]) => ({ before, said, calls: calls ?? shown }))

describe('what docs/builtin-model.md says', () => {
  it('has at least 200 utterances, and the list that they are said on', () => {
    expect(rows.length).toBeGreaterThanOrEqual(200)
    const titles = exampleTasks.map(({ title }, index) => `| ${index + 1} | ${title}`)
    expect(titles.filter((title) => !document.replace(/ +/g, ' ').includes(title))).toEqual([])
  })

  it.each(rows)('“$before / $said” leads to $calls', async ({ before, said, calls: expected }) => {
    const conversation = await startConversation()
    for (const message of before.split(' / ').filter((each) => each !== '')) await conversation.say(message)
    const { text, calls } = await conversation.say(said.replaceAll('⏎', '\n'))
    const writes = calls.filter(changes)
    expect(text).not.toBe('')
    if (expected === '–' || expected === 'asks') expect(writes).toEqual([])
    else expect([written(conversation, calls), written(conversation, writes)]).toContain(expected)
    if (expected === 'asks') expect(text).toContain('?')
  })
})

const written = (
  conversation: Awaited<ReturnType<typeof startConversation>>,
  calls: readonly Parameters<typeof changes>[0][],
): string => calls.map((call) => conversation.written(call)).join(', ')

describe('paraphrases', () => {
  const count = 2400

  it(`lead to the right call in at least 95 of 100 cases, and never to a wrong destructive one`, async () => {
    const wrong: string[] = []
    const destructive: string[] = []
    for (const { said, expected } of paraphrases(20_261_202, count)) {
      const conversation = await startConversation()
      const { calls } = await conversation.say(said)
      const writes = calls.filter(changes)
      const all = [written(conversation, calls), written(conversation, writes)].map((text) =>
        text.toLowerCase(),
      )
      const wanted = expected.toLowerCase()
      if (wanted === '' ? writes.length > 0 : !all.includes(wanted)) wrong.push(`${said} → ${all[0]}`)
      for (const call of writes) {
        const takes = /^(?:delete_task|complete_task|batch_tasks)$/.test(call.name)
        if (takes && !wanted.includes(conversation.written(call).toLowerCase())) destructive.push(said)
      }
    }
    expect(destructive).toEqual([])
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(count * 0.05)
  })
})
