export type { AgentInputItem } from '@openai/agents'
export { type Assistant, type AssistantInput, createAssistant, startTurn } from './agent.ts'
export type { TurnContext } from './approval.ts'
export { describeFailure, type Failure, type FailureCode } from './failure.ts'
export { chooseModel, type ModelChoice, type ModelConfig } from './model-choice.ts'
export {
  type NewApproval,
  type ResumedTurn,
  runTurn,
  type TurnEnded,
  type TurnInput,
  usageFrame,
} from './run-turn.ts'
export { rememberAnswers } from './tool-answers.ts'
export { historyTokens, trimmed } from './trim.ts'
