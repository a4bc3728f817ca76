'use client'

import { lazy, Suspense } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from './chips.tsx'
import type { Adding } from './use-adding.ts'

const Several = lazy(() => import('./several.tsx').then(({ Several }) => ({ default: Several })))

type Props = { adding: Adding; today: string; focusField(): void }

/** Below the field: what the draft was understood as, and the button that adds it. */
export function Understood({ adding, today, focusField }: Props) {
  const { quickAdd } = useTexts()
  if (adding.tasks.length > 1) {
    return (
      <Suspense>
        <Several adding={adding} today={today} onDone={focusField} />
      </Suspense>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Chips adding={adding} today={today} onDropped={focusField} />
      <Button
        disabled={adding.problem !== null || adding.tasks.length === 0}
        onClick={() => {
          adding.add()
          focusField()
        }}
        className="ms-auto"
      >
        {quickAdd.add}
      </Button>
    </div>
  )
}
