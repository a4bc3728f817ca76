import type { Change, Request, Target } from '../request.ts'
import type { ChangeRule, FoundChange } from './change-rule.ts'
import { dateRules } from './date-rules.ts'
import { dateOf } from './dates.ts'
import { fieldRules, fieldRulesFirst } from './field-rules.ts'
import { say } from './small-talk.ts'
import { statusRules } from './status-rules.ts'
import { isExact, readTarget } from './target.ts'
import { asTitle, type Reading, unmask, withoutCourtesyAfter, withoutEnd } from './text.ts'

export type ReadChange = { request: Request; weak: boolean; exact: boolean; destructive: boolean }

/** Reads a change of what must not be taken for a new task: "add #home to 3". */
export function readFirstChange(text: string, reading: Reading): ReadChange | null {
  return readBy(fieldRulesFirst, text, reading)
}

/** Reads a change of tasks that there are. `weak` where the words may as well be the title of a task. */
export function readChange(text: string, reading: Reading): ReadChange | null {
  return (
    readBy(fieldRules, text, reading) ??
    readBy(dateRules, text, reading) ??
    readBy(statusRules, text, reading)
  )
}

function readBy(rules: readonly ChangeRule[], text: string, reading: Reading): ReadChange | null {
  const bare = withoutEnd(withoutCourtesyAfter(withoutEnd(text)))
  for (const { pattern, read } of rules) {
    const found = pattern.exec(bare)
    const change =
      found &&
      read(
        [...found.slice(1), found[0]].map((group) => group ?? ''),
        reading,
      )
    const request = change && toRequest(change, reading)
    if (change && request)
      return { ...request, weak: change.weak ?? false, destructive: change.change?.op === 'delete' }
  }
  return null
}

function toRequest(found: FoundChange, reading: Reading): { request: Request; exact: boolean } | null {
  if (found.say !== undefined) return { request: say(found.say, true), exact: true }
  const target: Target | null = found.target === null ? { by: 'it' } : readTargetOf(found.target, reading)
  if (target === null) return null
  const exact = isExact(target)
  if (found.change !== null) return { request: { kind: 'change', target, change: found.change }, exact }
  return { request: askDate(target), exact }
}

/** "3 tasks" is a number of tasks, not the one with that number. */
function readTargetOf(words: string, reading: Reading): Target | null {
  if (/^(?:nothing|none|neither|no (?:one|task))\b/i.test(words.trim())) return nobody
  return /^(?:only )?(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|some|a few|several|a|an|any) )?(?:tasks?|to-?dos?|items?|things?)$/i.test(
    words.trim(),
  )
    ? nobody
    : readTarget(words, reading)
}

/** Names no task, so it is asked for. */
const nobody: Target = { by: 'place', places: [] }

function askDate(target: Target): Request {
  return { kind: 'ask', question: { about: 'date', target, text: 'To which day?', rest: [] } }
}

const SCHEDULE =
  /^(?:schedule|plan|put|book|pencil in|slot in|arrange)(?: in)? (.+) (?:(?:in )?(?:for|on|to|by|until|at) )(.+)$/is

/** "schedule rent for friday": dates the task where there is one, and else makes it. */
export function readSchedule(text: string, reading: Reading): Request | null {
  const bare = withoutEnd(withoutCourtesyAfter(withoutEnd(text)))
  const found = SCHEDULE.exec(bare)
  const date = found && dateOf(found[2] ?? '', reading)
  if (!found || !date) return null
  const target = readTarget(found[1] ?? '', reading)
  if (target === null) return null
  const change: Change = { op: 'update', fields: { due_date: date } }
  if (target.by !== 'name') return { kind: 'change', target, change }
  const title = asTitle(unmask((found[1] ?? '').replace(/^(?:an?|the) /i, ''), reading))
  return {
    kind: 'schedule',
    words: target.words,
    task: { title, dueDate: date, priority: null, tags: [], description: null },
  }
}
