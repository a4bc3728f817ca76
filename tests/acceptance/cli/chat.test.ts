import { randomUUID } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ScriptedServer, startScriptedServer } from '../assistant/scripted-server.ts'
import { type ChatServer, startChat } from '../chat/chat.ts'
import { type OneAddress, startOneAddress } from '../one-address.ts'
import { newPerson, type Person } from './command.ts'

let person: Person
beforeEach(() => {
  person = newPerson()
})
afterEach(() => person.forget())

const say = (...args: string[]) => person.todo(['chat', ...args])
const list = async (): Promise<string> => (await person.todo(['list'])).stdout

describe('on the list of this machine', () => {
  test('a message is carried out in the name of the assistant, and told on both streams', async () => {
    expect(await say('add', 'buy', 'milk')).toEqual({
      code: 0,
      stdout: 'Added “Buy milk” (#1). Say “tomorrow” or another day to give it a date.\n',
      stderr: '✓ Added #1 Buy milk\n',
    })
    expect((await person.todo(['history'])).stdout).toContain('created task #1: Buy milk  assistant, chat')
    expect((await person.todo(['undo'])).stdout).toBe(
      'Undid: created task #1: Buy milk (by assistant, chat)\n',
    )
  })

  test('what a pipe brings is one message', async () => {
    const { code, stdout } = await person.todo(['chat'], { input: 'add buy milk\n' })
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Added “Buy milk” (#1)'),
    })
    expect(await person.todo(['chat'], { input: ' \n' })).toMatchObject({ code: 2, stdout: '' })
  })

  test('nothing is approved where nobody can be asked, and --yes approves beforehand', async () => {
    await say('add pay rent')
    const asked = await say('delete rent')
    expect(asked).toMatchObject({ code: 3, stdout: '' })
    expect(asked.stderr).toContain('Waits for your approval: Delete “Pay rent” (#1).\n')
    expect(asked.stderr).toContain('--yes')
    expect(await list()).toContain('Pay rent')
    expect(await say('--yes', 'delete rent')).toMatchObject({ code: 0 })
    expect(await list()).toBe('No tasks found.\n')
  })

  test('--json gives the frames, one a line, and asks nothing', async () => {
    await say('add pay rent')
    const { code, stdout } = await say('--json', 'delete rent')
    const frames = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(code).toBe(3)
    expect(frames.map(({ event }) => event)).toEqual([
      'run',
      'tool_call',
      'approval_required',
      'usage',
      'done',
    ])
    expect(frames.map(({ id }) => id)).toEqual([undefined, 1, 2, 3, 4])
    expect(frames[2].data).toMatchObject({ tool: 'delete_task', summary: 'Delete “Pay rent” (#1)' })
  })

  test('no conversation is kept, so none can be gone on with', async () => {
    expect(await say('--continue', 'hi')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Conversations are kept on a server'),
    })
    expect(await say('--continue', '--conversation', randomUUID(), 'hi')).toMatchObject({ code: 2 })
  })
})

describe('on a terminal', () => {
  test('is a loop that knows what was said before, undoes, begins anew and ends', async () => {
    const shown = await person.talk('todo chat; echo "ended $?"', [
      ['chat> ', 'add buy milk\r'],
      ['answered by the builtin model', ''],
      ['chat> ', 'call it “Buy oat milk”\r'],
      ['chat> ', '/undo\r'],
      ['Undid: updated task #1 (title)', ''],
      ['chat> ', '/undo\r'],
      ['Undid: created task #1', ''],
      ['chat> ', '/undo\r'],
      ['changed nothing that could be taken back', ''],
      ['chat> ', '/nonsense\r'],
      ['There is no /nonsense.', ''],
      ['chat> ', '/new\r'],
      ['A new conversation.', ''],
      ['chat> ', '/help\r'],
      ['/quit  leave', ''],
      ['chat> ', '/quit\r'],
    ])
    expect(shown).toContain('✓ Added #1 Buy milk')
    expect(shown).toContain('ended 0')
    expect(shown.match(/answered by/g)).toHaveLength(1)
    expect(await list()).toBe('No tasks found.\n')
  })

  test('asks before it deletes, and only a yes is one', async () => {
    await say('add pay rent')
    await person.talk('todo chat delete rent', [['Delete “Pay rent” (#1)? [y/N] ', '\r']])
    expect(await list()).toContain('Pay rent')
    const shown = await person.talk('todo chat', [
      ['chat> ', 'delete rent\r'],
      ['Delete “Pay rent” (#1)? [y/N] ', 'y\r'],
      ['✓ Deleted #1 Pay rent', ''],
      ['chat> ', '\u0004'],
    ])
    expect(shown).toContain('Deleted “Pay rent” (#1).')
    expect(await list()).toBe('No tasks found.\n')
  })

  test('Ctrl-C at the prompt takes the line away, and twice leaves', async () => {
    const shown = await person.talk('todo chat; echo "ended $?"', [
      ['chat> ', 'add buy mil'],
      ['add buy mil', '\u0003'],
      ['chat> ', '\u0003'],
      ['Ctrl-C once more leaves.', ''],
      ['chat> ', 'add pay rent\r'],
      ['chat> ', '\u0003'],
      ['Ctrl-C once more leaves.', ''],
      ['chat> ', '\u0003'],
    ])
    expect(shown).toContain('ended 130')
    expect(await list()).toMatch(/Pay rent/)
    expect(await list()).not.toMatch(/mil/)
  })

  test('Ctrl-C at a question is no yes, and the next line is a message', async () => {
    await say('add pay rent')
    const shown = await person.talk('todo chat; echo "ended $?"', [
      ['chat> ', 'delete rent\r'],
      ['Delete “Pay rent” (#1)? [y/N] ', '\u0003'],
      ['chat> ', 'add buy milk\r'],
      ['✓ Added #2 Buy milk', ''],
      ['chat> ', '\u0004'],
    ])
    expect(shown).toContain('ended 0')
    expect(await list()).toMatch(/Pay rent/)
  })

  test('keeps the lines that were typed for their owner only, and none of --memory', async () => {
    await person.talk('todo chat', [
      ['chat> ', 'add buy milk\r'],
      ['chat> ', '/quit\r'],
    ])
    await person.talk('todo --memory chat', [
      ['chat> ', 'add a secret\r'],
      ['chat> ', '/quit\r'],
    ])
    const file = join(person.home, '.local/state/todo/chat-history')
    expect(readFileSync(file, 'utf8')).toBe('add buy milk\n/quit\n')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('breaks lines between words in a narrow window', async () => {
    const shown = await person.terminal('todo chat "add buy milk and bread and butter"', { columns: 30 })
    const lines = shown.split('\n').map((line) => line.replaceAll(/\u001b\[\d+m/g, ''))
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(30)
    expect(lines.join(' ')).toContain('Say “tomorrow” or another day to give it a date.')
  })
})

describe('another model', () => {
  let model: ScriptedServer
  beforeAll(async () => {
    model = await startScriptedServer()
  })
  afterAll(() => model.close())

  test('is asked where its address is given, with the tools of the list', async () => {
    model.script(
      { calls: [{ name: 'create_task', arguments: { title: 'From afar' } }] },
      { text: 'Done so.' },
    )
    const env = { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'tiny' }
    const outcome = await person.todo(['chat', 'do it'], { env })
    expect(outcome).toEqual({ code: 0, stdout: 'Done so.\n', stderr: '✓ Added #1 From afar\n' })
    expect(model.asked[0]?.tools).toContain('create_task')
  })

  test('that fails is told in a sentence, with exit code 1', async () => {
    model.script({ fault: 429, headers: { 'retry-after': '7' } })
    const outcome = await person.todo(['chat', 'hi'], { env: { OPENAI_BASE_URL: model.url } })
    expect(outcome).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The model has too much to do right now. Try again in a moment. (in 7 s)\n',
    })
  })

  test('is stopped by Ctrl-C, and the loop goes on', async () => {
    model.script({ fault: 'stalls' })
    const line = `OPENAI_BASE_URL=${model.url} todo chat`
    const shown = await person.talk(line, [
      ['chat> ', 'hi\r'],
      ['Half an', '\u0003'],
      ['Stopping; once more leaves.', ''],
      ['Stopped. What was done stands.', ''],
      ['chat> ', '/quit\r'],
    ])
    expect(shown).toContain('chat> ')
  })

  test('is stopped by Ctrl-C, and a second one at the prompt leaves', async () => {
    model.script({ calls: [{ name: 'create_task', arguments: { title: 'Kept' } }] }, { fault: 'stalls' })
    const shown = await person.talk(`OPENAI_BASE_URL=${model.url} todo chat; echo "ended $?"`, [
      ['chat> ', 'hi\r'],
      ['✓ Added #1 Kept', '\u0003'],
      ['Stopped. What was done stands.', ''],
      ['chat> ', '\u0003'],
    ])
    expect(shown).toContain('ended 130')
    expect(await list()).toContain('Kept')
  })

  test('is left by a second Ctrl-C in the midst of its answer', async () => {
    model.script({ fault: 'stalls' })
    const shown = await person.talk(`OPENAI_BASE_URL=${model.url} todo chat; echo "ended $?"`, [
      ['chat> ', 'hi\r'],
      ['Half an', '\u0003\u0003'],
    ])
    expect(shown).toContain('ended 130')
  })
})

describe('on a server', () => {
  let server: ChatServer
  let front: OneAddress
  beforeAll(async () => {
    server = await startChat({ settings: { messages_per_minute: 6 } })
    front = await startOneAddress(
      () => server.api.url,
      () => server.url,
    )
  })
  afterAll(async () => {
    await front.close()
    await server.stop()
  })
  const password = 'correct horse battery'

  beforeEach(async () => {
    const email = `${randomUUID()}@example.org`
    await fetch(`${front.url}/api/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password, name: 'Ada' }),
    })
    await person.todo(['login', front.url, '--email', email, '--password-stdin'], { input: `${password}\n` })
  })

  test('its assistant answers, and a conversation is gone on with', async () => {
    expect(await say('add buy milk')).toMatchObject({ code: 0, stderr: '✓ Added #1 Buy milk\n' })
    expect(await say('--continue', 'tomorrow')).toMatchObject({ code: 0, stderr: '✓ Changed #1 Buy milk\n' })
    expect((await person.todo(['history'])).stdout).toContain('assistant, chat')
    expect(await say('--conversation', randomUUID(), 'hi')).toMatchObject({
      code: 1,
      stderr: 'Conversation not found.\n',
    })
  })

  test('what waits is approved by the command that it names', async () => {
    await say('add pay rent')
    const { code, stderr } = await say('delete rent')
    expect(code).toBe(3)
    const [, line = ''] = /^Approve it: (todo chat --conversation [0-9a-f-]{36} yes)$/m.exec(stderr) ?? []
    expect((await person.shell(line)).stdout).toContain('Deleted “Pay rent” (#1).')
    expect(await list()).toBe('No tasks found.\n')
  })

  test('a connection that breaks off is taken up again, and nothing is told twice', async () => {
    const before = front.broken()
    front.breakNextStream()
    expect(await say('add buy milk')).toEqual({
      code: 0,
      stdout: 'Added “Buy milk” (#1). Say “tomorrow” or another day to give it a date.\n',
      stderr: expect.stringMatching(
        /^(✓ Added #1 Buy milk\n)?The connection broke off; the answer is taken up again\.\n/,
      ),
    })
    expect(front.broken()).toBe(before + 1)
  })

  test('an access token that has ended is renewed quietly', async () => {
    server.api.wait(20 * 60_000)
    expect(await say('add buy milk')).toMatchObject({ code: 0 })
  })

  test('a limit is told with what to do', async () => {
    for (let count = 0; count < 6; count += 1) await say('help')
    const { code, stderr } = await say('help')
    expect(code).toBe(1)
    expect(stderr).toMatch(/Too many messages; wait a little/)
  })
})
