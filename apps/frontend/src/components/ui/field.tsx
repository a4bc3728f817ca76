import { type ComponentProps, useId } from 'react'
import { classes } from '../../lib/utils.ts'

type Props = ComponentProps<'input'> & { label: string; hint?: string; problem?: string | undefined }

/** An input with its label, and what is wrong with it read out together with it. */
export function Field({ label, hint, problem, className, ...props }: Props) {
  const id = useId()
  const described = problem ? `${id}-problem` : undefined
  return (
    <div className={className}>
      <label htmlFor={id} className="flex justify-between gap-3 pb-1 text-small font-medium text-muted">
        {label}
        {hint && <span className="font-normal">{hint}</span>}
      </label>
      <input
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described}
        className={classes(
          'block h-11 w-full rounded-medium border bg-raised px-3 disabled:opacity-60 desk:h-9',
          problem ? 'border-late' : 'border-edge',
        )}
        {...props}
      />
      {problem && (
        <p id={described} className="pt-1.5 text-small text-late">
          {problem}
        </p>
      )}
    </div>
  )
}
