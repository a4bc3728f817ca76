import type { AgentInputItem } from '@todo/assistant/agent'

/** What an estimate takes for a token, and how many of them of earlier turns a model is shown. */
const charactersPerToken = 4
const historyTokensMax = 32_000

/** The latest turns that fit, whole, so that no call is parted from its result. */
export function trimmed(turns: readonly (readonly AgentInputItem[])[]): AgentInputItem[] {
  const kept: (readonly AgentInputItem[])[] = []
  let tokens = 0
  for (const turn of turns.toReversed()) {
    tokens += JSON.stringify(turn).length / charactersPerToken
    if (tokens > historyTokensMax) break
    kept.push(turn)
  }
  return kept.reverse().flat()
}
