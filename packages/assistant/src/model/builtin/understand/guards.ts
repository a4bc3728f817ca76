import type { Request } from '../request.ts'
import { NOTHING_CHANGED, say } from './small-talk.ts'
import { phrase } from './text.ts'

const NEGATED =
  /^(?:please )?(?:don't|do not|dont|never|no need to|there(?:'s| is) no need to|you (?:shouldn't|should not|mustn't|must not|needn't|need not|don't (?:need|have) to|can't|cannot|may not)|i (?:don't|do not|didn't|did not|never|wouldn't|would not) (?:want|mean|ask|intend|need|like|wish)|i'd rather (?:you )?not|let's not|let us not|lets not|not|stop|nobody should|no one should|under no circumstances)\b/
const SECOND_THOUGHTS =
  /(?:^|[\s,.;!?–—-])(?:no,? wait|wait,? no|wait,? don't|never ?mind|scratch that|strike that|forget (?:it|that|what i said)|on second thoughts?|actually,? (?:no|don't|not|never ?mind)|no,? don't|or (?:maybe|rather) not|just kidding|jk|not really|but don't|but do not)(?=$|[\s,.;!?])/
const QUESTION =
  /^(?:should|shall|may|might|must|do|does|did|is|are|was|were|has|have|had|what|why|how|when|where|who|whom|whose|which|can (?:i|we|he|she|they|it|anyone|someone|the|my|one)|could (?:i|we|he|she|they|it|the|my|one)|would (?:i|we|it|he|she|they|that|the|my)|will (?:i|we|it|he|she|they|that|the|my)|am i|isn't|aren't|wasn't|don't you|didn't (?:i|you|we)|doesn't|haven't (?:i|you)|ought|is it|suppose|supposing|what if)\b/
const CONDITION =
  /\b(?:if|unless|once|as soon as|whenever|when|after|until|in case|provided|assuming)\b(?: that)? (?:i|i'm|i've|it|it's|he|she|they|we|you|the|my|there|that|everything|all|nobody|someone|mum|dad|no)\b/

/** What must change nothing, whatever verb stands in it: "don't delete rent", "delete it, no wait". */
export function readNegation(text: string): Request | null {
  const words = phrase(text)
  if (/^(?:please )?(?:don't|do not|dont|never) (?:let me )?forget\b(?! (?:it|that)$)/.test(words))
    return null
  return NEGATED.test(words) || SECOND_THOUGHTS.test(words) ? say(NOTHING_CHANGED, true) : null
}

export function isQuestion(text: string): boolean {
  return QUESTION.test(phrase(text))
}

/** A change that hangs on something: "delete rent if it is paid". */
export function isConditional(text: string): boolean {
  return CONDITION.test(phrase(text))
}

const ADVICE =
  'That is for you to decide, and I changed nothing. When you know, tell me what to do, for example ' +
  '“mark 3 as done”, “move rent to friday” or “delete the second one”.'

const CHANGING =
  /\b(?:delet|remov|eras|complet|finish|clos|mov|done|undo|reopen|postpon|reschedul|chang|add|renam|tag|trash|drop|cancel)/i

/** What is answered to a question that asks for no tasks. */
export function adviceFor(question: string): string {
  return CHANGING.test(question) ? ADVICE : 'I know nothing but this list. “help” shows what I understand.'
}
