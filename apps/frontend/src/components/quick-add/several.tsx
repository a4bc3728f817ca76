'use client'

import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { sayDate } from '../../lib/dates.ts'
import { emptyDraft } from '../../lib/quick-add-draft.ts'
import { Button } from '../ui/button.tsx'
import { type Adding, linesMax } from './use-adding.ts'

type Props = { adding: Adding; today: string; onDone(): void }

/** Several lines: what task each would be, and whether they are to be one task instead. */
export function Several({ adding, today, onDone }: Props) {
  const { quickAdd } = useTexts()
  const { tasks, problem } = adding
  const asOne = (): void => {
    const text = tasks.map((line) => line.text.trim()).join(' ')
    adding.change({ ...emptyDraft, text })
    onDone()
  }
  return (
    <div className="w-full">
      <ol
        aria-label={quickAdd.preview}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too
        tabIndex={0}
        className="max-h-60 overflow-y-auto overscroll-contain rounded-medium bg-sunken px-3 py-1.5 -outline-offset-2"
      >
        {tasks.slice(0, linesMax).map(({ start, input, problem: wrong }) => (
          <li key={start} className="flex flex-wrap items-baseline gap-x-3 py-1">
            <span dir="auto" className="min-w-0 max-w-full break-words">
              {input?.title}
            </span>
            {wrong === null ? (
              <Facts input={input} today={today} />
            ) : (
              <span className="text-small text-late">{quickAdd.problems[wrong]}</span>
            )}
          </li>
        ))}
      </ol>
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        <Button look="outline" onClick={asOne}>
          {quickAdd.asOne}
        </Button>
        <Button
          disabled={problem !== null}
          onClick={() => {
            adding.add()
            onDone()
          }}
        >
          {quickAdd.addSeveral(tasks.length)}
        </Button>
      </div>
    </div>
  )
}

function Facts({ input, today }: { input: Adding['tasks'][number]['input']; today: string }) {
  const { task } = useTexts()
  const locale = useLocale()
  if (!input) return null
  const { dueDate, priority, tags = [] } = input
  return (
    <span className="flex flex-wrap gap-x-3 text-small text-muted">
      {dueDate && <time dateTime={dueDate}>{sayDate(dueDate, today, locale)}</time>}
      {priority && priority !== 'medium' && <span>{task.priority[priority]}</span>}
      {tags.map((tag) => (
        <span key={tag}>#{tag}</span>
      ))}
    </span>
  )
}
