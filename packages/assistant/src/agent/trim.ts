import type { AgentInputItem } from '@openai/agents'
import type { ModelChoice } from './model-choice.ts'

type Turn = readonly AgentInputItem[]

/** What models of a kind can read at once, where nobody has said it. The builtin one only has to be quick. */
const windows: Readonly<Record<ModelChoice['kind'], number>> = {
  openai: 128_000,
  compatible: 16_384,
  builtin: 32_000,
}
/** Instructions and tools, which come with every request, and a message at its longest. */
const overheadTokens = 4_500

/** How many tokens of what was said before a model is shown: a quarter of its window is left to what it does and says. */
export const historyTokens = (kind: ModelChoice['kind'], contextTokens: number | null): number =>
  Math.max(0, Math.floor((contextTokens ?? windows[kind]) * 0.75) - overheadTokens)

/**
 * An estimate, on the safe side: a token of today's models is about four letters of English, and about one letter of
 * scripts that take three bytes each. Counting exactly would take each model's own tables.
 */
export const estimatedTokens = (value: unknown): number =>
  value === undefined ? 0 : Math.ceil(Buffer.byteLength(JSON.stringify(value)) / 3)

/**
 * The latest turns that fit, whole, so that no call is parted from its result. The one at which there is no more room is
 * shown by its words alone, where those fit: a long list that a tool has answered can be asked for again.
 */
export function trimmed(turns: readonly Turn[], tokensMax: number): AgentInputItem[] {
  const kept: Turn[] = []
  let left = tokensMax
  for (const turn of turns.toReversed()) {
    const isWhole = estimatedTokens(turn) <= left
    const shown = isWhole ? turn : turn.filter(isSaid)
    const tokens = estimatedTokens(shown)
    if (tokens > left) break
    kept.push(shown)
    if (!isWhole) break
    left -= tokens
  }
  return kept.reverse().flat()
}

const isSaid = (item: AgentInputItem): boolean =>
  'role' in item && (item.role === 'user' || item.role === 'assistant')
