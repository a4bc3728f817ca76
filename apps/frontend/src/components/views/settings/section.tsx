import { type ReactNode, useId } from 'react'

type Props = { title: string; hint?: string; children: ReactNode }

/** A part of the settings under its heading. */
export function Section({ title, hint, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mt-8 max-w-120">
      <h2 id={id} className="text-lead font-semibold">
        {title}
      </h2>
      {hint && <p className="text-muted">{hint}</p>}
      <div className="mt-4">{children}</div>
    </section>
  )
}
