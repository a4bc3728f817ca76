import {
  Agent,
  type FunctionTool,
  getAllMcpTools,
  MCPServerStreamableHttp,
  type RunContext,
  Runner,
  RunState,
  setTracingDisabled,
} from '@openai/agents'
import type { Day } from '../model/builtin/understand/understand.ts'
import { tools } from '../tools/registry.ts'
import { needsApproval, type TurnContext } from './approval.ts'
import { instructionsFor } from './instructions.ts'
import { apiOf, chooseModel, createModel, type ModelChoice, type ModelConfig } from './model-choice.ts'

export type AssistantInput = {
  model: ModelConfig
  day: Day
  /** Answers requests to the MCP endpoint in the name of the person who speaks. */
  fetchMcp(request: Request): Promise<Response>
  /** How long one answer of the model may take; two minutes where it is not said. */
  modelTimeoutMs?: number
}

/** An agent for one person, for one run or one that goes on. */
export type Assistant = {
  agent: Agent<TurnContext>
  runner: Runner
  choice: ModelChoice
  /** The run that `state.toString()` of another process has kept; its approvals are still to be decided. */
  restore(state: string): Promise<RunState<TurnContext, Agent<TurnContext>>>
  close(): Promise<void>
}

/** Nothing listens there: requests to it are answered in this process. */
const endpoint = 'http://assistant.invalid/mcp'
const turnsMax = 20
const modelTimeoutMsDefault = 120_000

/** Builds the agent: the tools of the list through MCP, with the approval that they need, and the model configured. */
export async function createAssistant({
  model,
  day,
  fetchMcp,
  modelTimeoutMs = modelTimeoutMsDefault,
}: AssistantInput): Promise<Assistant> {
  // Traces would go to OpenAI, with what people write.
  setTracingDisabled(true)
  const choice = chooseModel(model)
  const server = new MCPServerStreamableHttp({
    url: endpoint,
    name: 'todo',
    // Other models read the sentences, which are shorter.
    useStructuredContent: choice.kind === 'builtin',
    fetch: (url: string | URL | Request, init?: RequestInit) => fetchMcp(new Request(url, init)),
  })
  await server.connect()
  const found = await getAllMcpTools<TurnContext>({ mcpServers: [server] })
  for (const tool of found) if (tool.type === 'function') guard(tool)
  const agent = new Agent<TurnContext>({
    name: 'Todo Assistant',
    instructions: instructionsFor(day.today),
    model: await createModel(model, () => day),
    // Otherwise OpenAI keeps each answer; services that only know the older way may refuse the word.
    modelSettings: { timeoutMs: modelTimeoutMs, ...(apiOf(model) === 'responses' && { store: false }) },
    tools: found,
  })
  return {
    agent,
    choice,
    runner: new Runner({ tracingDisabled: true }),
    restore: (state) => RunState.fromString<TurnContext, Agent<TurnContext>>(agent, state),
    close: () => server.close(),
  }
}

/** How a run begins: with no task changed yet in this turn. */
export function startTurn(): { context: TurnContext; maxTurns: number } {
  return { context: { touched: {} }, maxTurns: turnsMax }
}

/** What the registry does not know waits for approval always. */
function guard(tool: FunctionTool<TurnContext>): void {
  const known = tools.find(({ name }) => name === tool.name)
  tool.needsApproval = async (run: RunContext<unknown>, args: unknown, callId = '') =>
    known === undefined || needsApproval(known, args, callId, turnOf(run))
}

function turnOf({ context }: RunContext<unknown>): TurnContext {
  if (isTurn(context)) return context
  throw new Error('A run of the assistant is started with the context of startTurn()')
}

function isTurn(context: unknown): context is TurnContext {
  return typeof context === 'object' && context !== null && 'touched' in context
}
