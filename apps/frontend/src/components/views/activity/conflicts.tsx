'use client'

import { useTexts } from '../../../i18n/texts.tsx'

type Line = { number: number; field: string; actual: string }
type Props = { title: string; lines: readonly Line[] }

/** The fields that hold something else by now, so that nothing was done. */
export function Conflicts({ title, lines }: Props) {
  const { activity, views } = useTexts()
  return (
    <div role="alert" className="mt-2 rounded-medium bg-late-soft px-3.5 py-2.5 text-late">
      <p>{title}</p>
      <ul className="mt-1 list-disc ps-5">
        {lines.map(({ number, field, actual }) => (
          <li key={`${number} ${field}`} dir="auto" className="break-words">
            {activity.conflictLine(views.task(String(number)), activity.fields[field] ?? field, actual)}
          </li>
        ))}
      </ul>
    </div>
  )
}
