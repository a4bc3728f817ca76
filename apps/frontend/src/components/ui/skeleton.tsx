import { classes } from '../../lib/utils.ts'

/** A place for something that is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={classes('block animate-pulse rounded-small bg-hover', className)} />
  )
}
