import { classes } from '../../lib/utils.ts'

type Props = { isDone: boolean; isImportant: boolean; label: string; onChange(isDone: boolean): void }

/** The round box of a task. Its target is 44 pixels wide, whatever it looks like. */
export function DoneBox({ isDone, isImportant, label, onChange }: Props) {
  const edge = isImportant ? 'border-late' : 'border-edge'
  return (
    <button
      type="button"
      aria-pressed={isDone}
      aria-label={label}
      onClick={() => onChange(!isDone)}
      className="group/box grid size-11 shrink-0 place-items-center rounded-full"
    >
      <span
        className={classes(
          'grid size-5 place-items-center rounded-full border-[1.5px] transition-colors',
          isDone ? 'border-accent bg-accent' : `${edge} group-hover/box:bg-accent-soft`,
        )}
      >
        <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
          <path
            d="m2.5 6.3 2.4 2.4 4.6-5.2"
            fill="none"
            strokeWidth="1.8"
            className={isDone ? 'stroke-on-accent' : 'stroke-transparent group-hover/box:stroke-accent'}
          />
        </svg>
      </span>
    </button>
  )
}
