import type { Model } from '@openai/agents'
import { builtinModelName, createBuiltinModel } from '../model/builtin/model.ts'
import type { Day } from '../model/builtin/understand/understand.ts'
import { onlyWholeAnswers } from './whole-answers.ts'

/** The section `openai` of the configuration. */
export type ModelConfig = {
  api_key: string | null
  base_url: string | null
  model: string
  context_tokens: number | null
  api: ModelApi | null
}

/** In which of OpenAI's two ways a service is spoken to. */
export type ModelApi = 'responses' | 'chat_completions'

/** Which model answers, and how it is called where it is shown. */
export type ModelChoice = { kind: 'openai' | 'compatible' | 'builtin'; name: string }

/** An address of its own chooses what speaks there, with or without a key; else a key chooses OpenAI; else the rules. */
export function chooseModel({
  api_key,
  base_url,
  model,
}: Pick<ModelConfig, 'api_key' | 'base_url' | 'model'>): ModelChoice {
  if (base_url !== null) return { kind: 'compatible', name: model }
  return api_key === null ? { kind: 'builtin', name: builtinModelName } : { kind: 'openai', name: model }
}

/** OpenAI's own is the newer way; what is compatible with it speaks the older one, which all know. */
export const apiOf = (config: ModelConfig): ModelApi =>
  config.api ?? (chooseModel(config).kind === 'openai' ? 'responses' : 'chat_completions')

/** The model itself. `day` is what the builtin one takes for today. */
export async function createModel(config: ModelConfig, day: () => Day): Promise<Model> {
  const { kind, name } = chooseModel(config)
  if (kind === 'builtin') return createBuiltinModel(day)
  const { OpenAIProvider } = await import('@openai/agents')
  const { OpenAI } = await import('openai')
  const client = new OpenAI({
    // A service of one's own may want no key, and the client wants one to be there.
    apiKey: config.api_key ?? 'none',
    baseURL: config.base_url ?? 'https://api.openai.com/v1',
    // A person waits: they are told, and decide themselves.
    maxRetries: 0,
  })
  const provider = new OpenAIProvider({ openAIClient: client, useResponses: apiOf(config) === 'responses' })
  return onlyWholeAnswers(await provider.getModel(name))
}
