import { type ReactNode, useId } from 'react'

type ShelfProps = { title: string; children: ReactNode }

/** One kind of thing, under its name. */
export function Shelf({ title, children }: ShelfProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mt-12">
      <h2 id={id} className="border-b border-line pb-2 text-lead font-semibold">
        {title}
      </h2>
      <div className="mt-5 space-y-8">{children}</div>
    </section>
  )
}

type PieceProps = { name: string; children: ReactNode }

/** One component in one state or several. */
export function Piece({ name, children }: PieceProps) {
  return (
    <div className="grid gap-x-8 gap-y-2 desk:grid-cols-[11rem_minmax(0,1fr)]">
      <h3 className="text-small font-medium text-muted">{name}</h3>
      <div className="min-w-0">{children}</div>
    </div>
  )
}
