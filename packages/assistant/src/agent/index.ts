export type { AgentInputItem } from '@openai/agents'
export { type Assistant, type AssistantInput, createAssistant, startTurn } from './agent.ts'
export type { TurnContext } from './approval.ts'
export { chooseModel, type ModelChoice, type ModelConfig } from './model-choice.ts'
