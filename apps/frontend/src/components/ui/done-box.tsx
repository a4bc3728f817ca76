import { classes } from '../../lib/utils.ts'

type Props = { isDone: boolean; isImportant: boolean; label: string; onChange(isDone: boolean): void }

/**
 * The round box of a task. Its target is 44 pixels wide, whatever it looks like. What it looks like is drawn by style
 * (`globals.css`): each row has one, and elements would be four more.
 */
export function DoneBox({ isDone, isImportant, label, onChange }: Props) {
  return (
    <button
      type="button"
      aria-pressed={isDone}
      aria-label={label}
      onClick={() => onChange(!isDone)}
      className={classes(
        'done-box size-11 shrink-0 rounded-full',
        isDone ? 'text-accent' : isImportant ? 'text-late' : 'text-edge',
      )}
    />
  )
}
