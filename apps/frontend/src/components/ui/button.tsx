import type { ComponentProps } from 'react'
import { classes } from '../../lib/utils.ts'

const looks = {
  solid: 'bg-accent text-on-accent hover:bg-accent-hover',
  outline: 'border border-edge bg-raised text-ink hover:bg-hover',
  danger: 'border border-late bg-late-soft text-late hover:bg-raised',
  quiet: 'text-muted hover:bg-hover hover:text-ink',
}

type Props = ComponentProps<'button'> & { look?: keyof typeof looks }

export function Button({ look = 'solid', className, type = 'button', ...props }: Props) {
  return (
    <button
      type={type}
      className={classes(
        'inline-flex min-h-11 items-center justify-center gap-2 rounded-medium px-4 font-medium transition-colors desk:min-h-9',
        'disabled:opacity-60',
        looks[look],
        className,
      )}
      {...props}
    />
  )
}
