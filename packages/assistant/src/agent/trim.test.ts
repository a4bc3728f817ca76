import type { AgentInputItem } from '@openai/agents'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimatedTokens, historyTokens, trimmed } from './trim.ts'

const text = fc.string({ maxLength: 200, unit: 'grapheme' })
const call = fc.tuple(fc.uuid(), text).map(([callId, output]): AgentInputItem[] => [
  { type: 'function_call', callId, name: 'list_tasks', arguments: '{}', status: 'completed' },
  { type: 'function_call_result', callId, name: 'list_tasks', status: 'completed', output },
])
const turn = fc
  .tuple(text, fc.array(call, { maxLength: 4 }), text)
  .map(([said, calls, answer]): AgentInputItem[] => [
    { role: 'user', content: said },
    ...calls.flat(),
    { role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: answer }] },
  ])

const idsOf = (items: readonly AgentInputItem[], type: AgentInputItem['type']): string[] =>
  items.flatMap((item) =>
    item.type === type && (item.type === 'function_call' || item.type === 'function_call_result')
      ? [item.callId]
      : [],
  )
const isIn = (items: readonly AgentInputItem[]) => (item: AgentInputItem) => items.includes(item)

describe('what a model is shown of what was said before', () => {
  it('fits, is the latest, in order, and parts no call from its result', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 12 }), fc.nat(2_000), (turns, tokensMax) => {
        const shown = trimmed(turns, tokensMax)
        expect(shown.length === 0 ? 0 : estimatedTokens(shown)).toBeLessThanOrEqual(tokensMax + turns.length)
        expect(idsOf(shown, 'function_call')).toEqual(idsOf(shown, 'function_call_result'))
        expect(shown).toEqual(turns.flat().filter(isIn(shown)))
        const whole = turns.filter((each) => each.every(isIn(shown)))
        expect(whole).toEqual(whole.length === 0 ? [] : turns.slice(-whole.length))
        const first = turns.findIndex((each) => each.some(isIn(shown)))
        const missing = shown.length === 0 ? turns.slice(0, -1) : turns.slice(0, first)
        for (const each of missing) expect(each.some(isIn(shown))).toBe(false)
      }),
    )
  })

  it('is all of it where it fits', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
        expect(trimmed(turns, estimatedTokens(turns) + turns.length)).toEqual(turns.flat())
      }),
    )
  })

  it('has the words of a turn whose results are too long for it', () => {
    const said: AgentInputItem = { role: 'user', content: 'list' }
    const long: AgentInputItem[] = [
      said,
      { type: 'function_call', callId: 'c', name: 'list_tasks', arguments: '{}', status: 'completed' },
      {
        type: 'function_call_result',
        callId: 'c',
        name: 'list_tasks',
        status: 'completed',
        output: 'x'.repeat(9_000),
      },
    ]
    expect(trimmed([[{ role: 'user', content: 'before' }], long], 1_000)).toEqual([said])
  })
})

it('leaves room for tools and an answer, by the kind of model or as configured', () => {
  expect(historyTokens('openai', null)).toBe(91_500)
  expect(historyTokens('compatible', null)).toBe(7_788)
  expect(historyTokens('compatible', 6_000)).toBe(0)
})
