import { type ReactNode, useId } from 'react'

type Props = { title: string; children: ReactNode }

/** A message that stays until it is settled: its title is read out at once. */
export function NoticeFrame({ title, children }: Props) {
  const id = useId()
  return (
    <article aria-labelledby={id} className="p-4">
      <div role="alert">
        <h2 id={id} className="font-semibold text-late">
          {title}
        </h2>
      </div>
      {children}
    </article>
  )
}
