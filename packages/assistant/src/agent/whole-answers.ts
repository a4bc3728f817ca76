import type { Model } from '@openai/agents'

/** A stream that ended before the answer was whole. */
class IncompleteAnswerError extends Error {
  constructor(name: 'LengthFinishReasonError' | 'ContentFilterFinishReasonError') {
    super('The answer is not whole')
    this.name = name
  }
}

/**
 * The SDK takes an answer that was cut off for a whole one, and a call whose arguments were. Here its stream fails
 * instead. Known for Chat Completions, whose raw events tell it.
 */
export function onlyWholeAnswers(model: Model): Model {
  return {
    getResponse: (request) => model.getResponse(request),
    async *getStreamedResponse(request) {
      let ending: string | null = null
      for await (const event of model.getStreamedResponse(request)) {
        if (event.type === 'model') ending = endingOf(event.event) ?? ending
        if (event.type === 'response_done') {
          if (ending === 'length') throw new IncompleteAnswerError('LengthFinishReasonError')
          if (ending === 'content_filter') throw new IncompleteAnswerError('ContentFilterFinishReasonError')
        }
        yield event
      }
    },
  }
}

function endingOf(event: unknown): string | null {
  if (typeof event !== 'object' || event === null || !('choices' in event)) return null
  const choice: unknown = Array.isArray(event.choices) ? event.choices[0] : null
  if (typeof choice !== 'object' || choice === null || !('finish_reason' in choice)) return null
  return typeof choice.finish_reason === 'string' ? choice.finish_reason : null
}
