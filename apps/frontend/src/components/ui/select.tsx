import { type ComponentProps, useId } from 'react'
import { classes } from '../../lib/utils.ts'

type Props = Omit<ComponentProps<'select'>, 'onChange'> & {
  label: string
  options: readonly (readonly [value: string, name: string])[]
  onChange(value: string): void
}

/** A choice of one, by the browser's own list: it is good under a thumb and under a screen reader. */
export function Select({ label, options, onChange, className, ...props }: Props) {
  const id = useId()
  return (
    <div className={classes('min-w-0', className)}>
      <label htmlFor={id} className="block pb-1 text-small font-medium text-muted">
        {label}
      </label>
      <select
        id={id}
        onChange={(event) => onChange(event.target.value)}
        className="block h-11 w-full min-w-0 rounded-medium border border-edge bg-raised px-2.5 text-ellipsis desk:h-9"
        {...props}
      >
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
