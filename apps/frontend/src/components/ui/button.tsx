import type { ComponentProps } from 'react'
import { classes } from '../../lib/utils.ts'

const looks = {
  solid: 'bg-accent px-4 text-on-accent hover:bg-accent-hover',
  outline: 'border border-edge bg-raised px-4 text-ink hover:bg-hover',
  danger: 'border border-late bg-late-soft px-4 text-late hover:bg-raised',
  quiet: 'px-3 text-muted hover:bg-hover hover:text-ink',
}

type Props = ComponentProps<'button'> & { look?: keyof typeof looks }

export function Button({ look = 'solid', className, type = 'button', ...props }: Props) {
  return (
    <button
      type={type}
      className={classes(
        'inline-flex min-h-11 items-center justify-center gap-2 rounded-medium font-medium transition-colors desk:min-h-9',
        'disabled:opacity-60',
        looks[look],
        className,
      )}
      {...props}
    />
  )
}
