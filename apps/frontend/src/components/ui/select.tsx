import { ChevronDown } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { useIsAfterFrame } from '../../lib/after-frame.ts'
import { classes } from '../../lib/utils.ts'

type Props = Omit<ComponentProps<'select'>, 'onChange'> & {
  label: string
  hint?: string
  options: readonly (readonly [value: string, name: string])[]
  onChange(value: string): void
}

/** A choice of one, by the browser's own list: it is good under a thumb and under a screen reader. */
export function Select({ label, hint, options, onChange, className, ...props }: Props) {
  const id = useId()
  const isOpenable = useIsAfterFrame()
  const shown = isOpenable ? options : options.filter(([value]) => value === props.value)
  return (
    <div className={classes('min-w-0', className)}>
      <label htmlFor={id} className="flex justify-between gap-3 pb-1 text-small font-medium text-muted">
        {label}
        {hint && <span className="font-normal">{hint}</span>}
      </label>
      <div className="relative">
        <select
          id={id}
          onChange={(event) => onChange(event.target.value)}
          className="block h-11 w-full min-w-0 cursor-pointer appearance-none rounded-medium border border-edge bg-raised ps-3 pe-8 text-ellipsis hover:bg-hover disabled:cursor-default disabled:opacity-60 desk:h-9"
          {...props}
        >
          {shown.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <ChevronDown
          className="pointer-events-none absolute inset-y-0 end-2.5 my-auto size-4 text-muted"
          aria-hidden="true"
        />
      </div>
    </div>
  )
}
