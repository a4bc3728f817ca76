import { describe, expect, it } from 'vitest'
import { clientName } from './caller.ts'

describe('the name of a client in the history', () => {
  it('is what it calls itself, else what its credential is called', () => {
    expect(clientName('claude-code', 'My key')).toBe('mcp:claude-code')
    expect(clientName(null, 'My key')).toBe('mcp:My key')
    expect(clientName(' \u200b ', null)).toBe('mcp:unknown')
  })

  it('has no mark that cannot be seen, and 80 characters at most', () => {
    expect(clientName('Ro\u202ebin\n\u0000 7\ud800', null)).toBe('mcp:Robin 7\ufffd')
    expect([...clientName('é'.repeat(200), null)]).toHaveLength(80)
  })
})
