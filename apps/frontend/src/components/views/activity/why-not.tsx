'use client'

import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Conflicts } from './conflicts.tsx'
import { sayFieldValue } from './say-change.ts'
import type { UndoProblem } from './use-undo-here.ts'

/** Why a change was not taken back. */
export function WhyNot({ problem, today }: { problem: UndoProblem; today: string }) {
  const texts = useTexts()
  const locale = useLocale()
  const { conflicts } = problem
  if (conflicts.length === 0) {
    return (
      <div className="mt-2">
        <Notice>{texts.activity.notUndone}</Notice>
      </div>
    )
  }
  return (
    <Conflicts
      title={texts.activity.conflict}
      lines={conflicts.map(({ number, field, actual }) => ({
        number,
        field,
        actual: sayFieldValue(field, actual, { texts, today, locale }),
      }))}
    />
  )
}
