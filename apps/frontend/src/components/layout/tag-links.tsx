'use client'

import { memo } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { followLink, usePath } from '../../lib/navigation.ts'
import { type OpenedReplica, useLive, useReplica } from '../../lib/replica.tsx'
import { classes } from '../../lib/utils.ts'

/** The tags in use, with how many open tasks each has. */
export function TagLinks() {
  const replica = useReplica()
  return replica && <TagLinksOf replica={replica} />
}

function TagLinksOf({ replica }: { replica: OpenedReplica }) {
  const { tags: texts } = useTexts()
  const path = usePath()
  const tags = useLive(replica.tags())
  if (tags.length === 0) return null
  return (
    <section aria-labelledby="tag-links" className="mt-6 flex min-h-24 shrink flex-col">
      <h2 id="tag-links" className="px-2.5 pb-1.5 text-small font-semibold text-muted">
        {texts.heading}
      </h2>
      <ul className="flex min-h-0 flex-col gap-0.5 overflow-y-auto">
        {tags.map(({ tag, open }) => (
          <TagLink key={tag} tag={tag} open={open} isHere={path === addressOf(tag)} />
        ))}
      </ul>
    </section>
  )
}

const addressOf = (tag: string): string => `/tags/${encodeURIComponent(tag)}`

type TagProps = { tag: string; open: number; isHere: boolean }

/** There may be many, and most stay as they are whatever is done to a task. */
const TagLink = memo(function TagLink({ tag, open, isHere }: TagProps) {
  const { tags: texts } = useTexts()
  return (
    <li>
      <a
        href={addressOf(tag)}
        onClick={followLink}
        aria-current={isHere ? 'page' : undefined}
        className={classes(
          'flex min-h-8 items-center justify-between gap-3 rounded-medium px-2.5 -outline-offset-2',
          isHere ? 'bg-accent-soft font-medium' : 'text-muted hover:bg-hover hover:text-ink',
        )}
      >
        <span className="min-w-0 truncate">#{tag}</span>
        {open > 0 && (
          <span className="text-small text-muted">
            <span aria-hidden="true">{open}</span>
            <span className="sr-only">{texts.open(open)}</span>
          </span>
        )}
      </a>
    </li>
  )
})
