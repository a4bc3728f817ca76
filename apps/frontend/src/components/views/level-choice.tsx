'use client'

import { useTexts } from '../../i18n/texts.tsx'
import type { AgentLevel } from '../../lib/agent-levels.ts'

type Props = { levels: readonly AgentLevel[]; level: AgentLevel; onChange(level: AgentLevel): void }

/** What an agent may do when it wants to change something: of what it asks for, the person may choose the lesser. */
export function LevelChoice({ levels, level, onChange }: Props) {
  const { consent: texts } = useTexts().agents
  return (
    <fieldset className="mt-5">
      <legend className="font-medium">{texts.choice}</legend>
      <div className="mt-1">
        {levels.map((each) => (
          <label key={each} className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
            <input
              type="radio"
              name="level"
              value={each}
              checked={each === level}
              onChange={() => onChange(each)}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span>
              {texts.levels[each]}
              {texts.levelHints[each] && (
                <span className="block text-small text-muted">{texts.levelHints[each]}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
