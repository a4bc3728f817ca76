import { describe, expect, it } from 'vitest'
import { type AssistantSaid, keyFor, saidFrom, withFrame } from './said.ts'

const run = 'run'
const message = (id: string, role: 'user' | 'assistant', more = {}) => ({
  id,
  role,
  content: id,
  tool_calls: [],
  run_id: run,
  run_state: role === 'user' ? null : ('done' as const),
  created_at: '2026-11-28T00:00:00.000Z',
  ...more,
})
const call = (id: string) => ({
  call_id: `call ${id}`,
  name: 'delete_task',
  arguments: { task_id: id },
  result: { text: '', data: null },
  is_error: false,
  operation_id: null,
})
const approval = (id: string, state: 'pending' | 'approved') => ({
  approval_id: id,
  run_id: run,
  tool: 'delete_task',
  arguments: { task_id: id },
  summary: `Delete ${id}`,
  state,
})
const empty: AssistantSaid = {
  by: 'assistant',
  key: '',
  runId: run,
  text: '',
  calls: [],
  approvals: [],
  state: 'running',
}
const frame = (event: string | null, data: unknown) => ({ id: '1', event, data: JSON.stringify(data) })

describe('what the server tells of a conversation', () => {
  it('has the keys under which it was shown as it was said', () => {
    const said = saidFrom([message('a', 'user'), message('b', 'assistant'), message('c', 'assistant')], [])
    expect(said.map(({ key }) => key)).toEqual(['run person 0', 'run assistant 0', 'run assistant 1'])
    expect(keyFor(said, 'assistant', run)).toBe('run assistant 2')
  })

  it('shows an approval where it was asked for: before what was carried out, and last where it waits', () => {
    const messages = [
      message('a', 'user'),
      message('b', 'assistant'),
      message('c', 'assistant', { tool_calls: [call('1')] }),
    ]
    const said = saidFrom(messages, [approval('1', 'approved'), approval('2', 'pending')])
    const asked = said.map((each) =>
      each.by === 'assistant' ? each.approvals.map(({ summary }) => summary) : [],
    )
    expect(asked).toEqual([[], ['Delete 1'], ['Delete 2']])
  })
})

describe('frames', () => {
  it('make up what is said, with what was done and what is asked', () => {
    const said = [
      frame(null, { text: 'Half ' }),
      frame('tool_call', call('1')),
      frame(null, { text: 'done' }),
      frame('approval_required', approval('2', 'pending')),
      frame('usage', { state: 'waiting' }),
      { id: '2', event: null, data: '[DONE]' },
    ].reduce(withFrame, empty)
    expect(said).toMatchObject({ text: 'Half done', state: 'waiting', calls: [{ call_id: 'call 1' }] })
    expect(said.approvals).toMatchObject([{ approval_id: '2', state: 'pending' }])
  })

  it('leave an answer failed that ends without saying how', () => {
    const said = [frame('error', { text: 'It broke' }), { id: '2', event: null, data: '[DONE]' }]
    expect(said.reduce(withFrame, { ...empty, text: 'Half' })).toMatchObject({
      text: 'Half\n\nIt broke',
      state: 'failed',
    })
  })
})
