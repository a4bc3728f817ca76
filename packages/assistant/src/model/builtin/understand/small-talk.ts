import type { Request } from '../request.ts'
import { phrase } from './text.ts'

const HELP_TEXT = [
  'This is what I understand:',
  '',
  '- **Add**: “add buy milk tomorrow, urgent”, “remind me to pay rent on friday #home”',
  '- **See**: “what’s on today”, “show overdue”, “done tasks tagged work”, “what’s next”, “find rent”',
  '- **Change**: “mark 3 as done”, “move rent to friday”, “make it urgent”, “tag it home”, “rename 3 to Pay the rent”',
  '- **Many at once**: “complete all #home”, “move everything from today to tomorrow”',
  '- **Remove**: “delete the second one” (I ask before)',
  '- **Take back**: “undo”, “redo”',
].join('\n')

const WHO_TEXT =
  'I am the builtin model of this list: a set of rules, without AI. I know the words for adding, finding and ' +
  'changing tasks, and nothing else of the world. Say “help” to see what I understand.'

const TALK: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:help(?: me)?|\?+|h|commands?|options|usage|instructions|menu|what can (?:you|i) (?:do|say|ask|type)(?: here| for me)?|what do you (?:do|understand|know)|how (?:do|does|can) (?:you|this|it|i|that) (?:work|use (?:you|this|it)|start|get started|talk to you)|how to use (?:this|you|it)|what are you (?:able to do|capable of|good (?:at|for))|show (?:me )?(?:the )?(?:help|commands)|i need help|can you help(?: me)?|what are (?:the|your) (?:commands|options|features|capabilities|skills)|examples?)$/,
    HELP_TEXT,
  ],
  [
    /^(?:who|what)(?: exactly)? are you|^(?:are|r) you (?:an? )?(?:real |really )?(?:ai|bot|robot|human|person|machine|chat ?gpt|gpt|gpt-\d\S*|llm|claude|gemini|openai|language model|artificial intelligence|computer|program|alive|conscious)|^what(?:'s| is) your name|^(?:which|what) (?:ai |language )?model (?:are you|is this|do you use|answers)|^who (?:made|built|created|wrote) you|^do you use (?:ai|gpt|chatgpt|openai)|^is this (?:an? )?(?:ai|bot|human|real person)|^am i talking to|^tell me about yourself|^introduce yourself|^what is this$/,
    WHO_TEXT,
  ],
  [
    /^(?:(?:hi|hello|hey|hiya|howdy|yo|greetings|moin|hallo|good (?:morning|afternoon|evening|day)|morning|evening)(?: (?:there|again|todo|assistant|bot|everyone|you))?)$/,
    'Hello! Tell me what to add, show or change, for example “what’s on today”. “help” shows more.',
  ],
  [
    /^(?:(?:how are you|how's it going|how is it going|how do you do|how are things|what's up|sup|wassup|you ok(?:ay)?)(?: (?:doing|today|doing today|there))?)$/,
    'Everything works here. What shall we do with your list?',
  ],
  [
    /^(?:(?:many |ok |okay |great |good |perfect |cool |nice |awesome )*(?:thanks|thank you|thx|ty|cheers|much appreciated|thank u)(?: (?:so much|very much|a lot|again|for (?:that|your help|the help)|you|that's (?:all|it)|mate))*|(?:that's |that is |it's |you're |you are )?(?:so |very |really )?(?:great|perfect|awesome|nice|cool|good|good job|well done|excellent|wonderful|amazing|lovely|helpful|brilliant|good work|nice work|nice one|good bot)(?: (?:thanks|job|work))?|got it|i see|understood|makes sense|fine|all good|ok(?:ay)? (?:great|good|cool|fine))$/,
    'You’re welcome.',
  ],
  [
    /^(?:(?:good ?)?bye(?: bye)?|see you(?: later| tomorrow| soon)?|good night|ciao|later|that's (?:all|it)(?: for (?:now|today))?|see ya|take care|have a (?:good|nice) (?:day|evening|one|weekend))$/,
    'See you. Your list is safe.',
  ],
  [
    /^(?:(?:i'm |i am )?(?:so )?sorry|my bad|oops|whoops|apologies|pardon)$/,
    'No harm done. If something should be taken back, say “undo”.',
  ],
]

export const NOTHING_CHANGED = 'All right, I changed nothing.'

const CANCEL =
  /^(?:no(?:pe)?|nah|never ?mind|cancel|stop|abort|forget (?:it|that|about it)|nothing|none|neither|no thanks?|no thank you|not now|don't|do not|leave it(?: (?:be|alone|as it is))?|neither of them|none of them|none of those|not (?:that|those|them|any of them)|quit|exit|skip(?: it)?|no,? (?:leave it|don't|never ?mind|stop|thanks|cancel)|let it be|that's wrong|wait|hold on)$/
const YES =
  /^(?:y|yes|yep|yeah|yup|ya|sure|ok|okay|please do|do it|do that|go ahead|go for it|of course|correct|right|exactly|that's right|absolutely|confirm(?:ed)?|definitely|please|certainly|aye|(?:yes|yeah|yep|ok|okay|sure)[, ]+(?:please|do it|do that|that one|go ahead|add it|sure|thanks|it is|delete it|exactly|correct|the one|i do)|(?:yes )?that one|add it|make it so)$/

export function isCancel(text: string): boolean {
  return CANCEL.test(phrase(text))
}

export function isYes(text: string): boolean {
  return YES.test(phrase(text))
}

export function say(text: string, forget = false): Request {
  return { kind: 'say', text, forget }
}

/** Reads what is said for its own sake. */
export function readTalk(text: string): Request | null {
  const words = phrase(text)
    .replace(/^(?:hi|hello|hey)(?: there)?[,!.]? +(?=\S)/, '')
    .replace(/\bwhats\b/g, "what's")
    .replace(/\bhows\b/g, "how's")
    .replace(/(?<=\S)[,!.](?=\s)/g, '')
  if (words === '') return say(HELP_TEXT)
  for (const [pattern, answer] of TALK) if (pattern.test(words)) return say(answer)
  if (isCancel(text)) return say(NOTHING_CHANGED, true)
  if (isYes(text)) return say('What shall I do? “help” shows what I understand.')
  return null
}

export const UNKNOWN_TEXT = `I did not understand that. ${HELP_TEXT}`
