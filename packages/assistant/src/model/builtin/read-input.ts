import type { AgentInputItem } from '@openai/agents'
import type { Exchange, ToolCall, ToolResult, Turn } from './conversation.ts'
import { isRecord } from './seen-task.ts'

/** The turns of a conversation as the SDK hands it over. What came before the first message is left out. */
export function readTurns(input: string | readonly AgentInputItem[]): Turn[] {
  if (typeof input === 'string') return [{ text: input, exchanges: [] }]
  const results = new Map<string, ToolResult>()
  for (const item of input) {
    if (item.type === 'function_call_result') results.set(item.callId, readResult(item.output))
  }
  const turns: { text: string; exchanges: Exchange[] }[] = []
  for (const item of input) {
    if ('role' in item && item.role === 'user') turns.push({ text: textOf(item.content), exchanges: [] })
    if (item.type !== 'function_call') continue
    const call: ToolCall = { name: item.name, arguments: parsed(item.arguments) ?? {} }
    turns.at(-1)?.exchanges.push({ call, result: results.get(item.callId) ?? null })
  }
  return turns
}

/** A success is structured content as JSON; a failure, or a refusal by the person, is a sentence. */
function readResult(output: unknown): ToolResult {
  const text = textOf(output)
  const data = parsed(text)
  return { text, data, failed: data === null }
}

/** Of a content of several pieces the first says it all; what follows is advice for models. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (Array.isArray(content)) return textOf(content[0])
  return isRecord(content) && typeof content.text === 'string' ? content.text : ''
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}
