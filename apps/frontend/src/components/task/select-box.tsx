'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { allRows, idOf } from '../../lib/rows.ts'
import { selectRangeTo, toggleSelected } from '../../lib/selection.ts'
import type { LocalTask } from '../../types/index.ts'

type Props = { task: LocalTask; isSelected: boolean }

/**
 * Where there is room it stands beside the row, when the pointer is there; on a phone in the place of the round box,
 * while something is selected. By key it is `x`, so Tab passes it by. It is drawn by style (`globals.css`), and where it
 * is not to be seen, nothing is drawn.
 */
export function SelectBox({ task: { id, title }, isSelected }: Props) {
  const { keys } = useTexts()
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={keys.bar.select(title)}
      checked={isSelected}
      onChange={({ nativeEvent }) =>
        'shiftKey' in nativeEvent && nativeEvent.shiftKey
          ? selectRangeTo(id, allRows().map(idOf))
          : toggleSelected(id)
      }
      className="select-box hidden size-11 shrink-0 appearance-none place-items-center rounded-medium in-data-selecting:grid desk:-ms-8 desk:grid desk:w-7 desk:cursor-pointer"
    />
  )
}
