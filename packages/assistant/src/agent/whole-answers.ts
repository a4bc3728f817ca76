import type { Model } from '@openai/agents'
import { z } from 'zod'

/** A stream that ended before the answer was whole. */
class IncompleteAnswerError extends Error {
  override readonly name: 'LengthFinishReasonError' | 'ContentFilterFinishReasonError'

  constructor(name: IncompleteAnswerError['name']) {
    super('The answer is not whole')
    this.name = name
  }
}

/**
 * Of Chat Completions the SDK takes an answer that was cut off for a whole one, and a call whose arguments were; of
 * Responses it does not say why it failed. Here the stream fails by the name of what happened, which its raw events tell.
 */
export function onlyWholeAnswers(model: Model): Model {
  return {
    getResponse: (request) => model.getResponse(request),
    async *getStreamedResponse(request) {
      let ending: string | null = null
      for await (const event of model.getStreamedResponse(request)) {
        if (event.type === 'model') ending = endingOf(event.event) ?? ending
        const error = ending === null ? undefined : errors[ending]
        if (error && (event.type === 'response_done' || event.type === 'model')) {
          throw new IncompleteAnswerError(error)
        }
        yield event
      }
    },
  }
}

const errors: Readonly<Record<string, IncompleteAnswerError['name']>> = {
  length: 'LengthFinishReasonError',
  max_output_tokens: 'LengthFinishReasonError',
  content_filter: 'ContentFilterFinishReasonError',
}

const Ending = z.union([
  z
    .object({ choices: z.tuple([z.object({ finish_reason: z.string() })]) })
    .transform(({ choices: [choice] }) => choice.finish_reason),
  z
    .object({
      type: z.literal('response.incomplete'),
      response: z.object({ incomplete_details: z.object({ reason: z.string() }) }),
    })
    .transform(({ response }) => response.incomplete_details.reason),
])

/** Why an answer ended, as a raw event of either way says it. */
function endingOf(event: unknown): string | null {
  const { data } = Ending.safeParse(event)
  return data ?? null
}
