'use client'

import { lazy, Suspense } from 'react'

const load = () => import('./markdown.tsx')
const Markdown = lazy(() => load().then(({ Markdown }) => ({ default: Markdown })))

/** A text in Markdown; as it was typed, until what reads it is loaded. */
export function LazyMarkdown({ text }: { text: string }) {
  return (
    <Suspense fallback={<p className="break-words whitespace-pre-wrap">{text}</p>}>
      <Markdown text={text} />
    </Suspense>
  )
}

export const loadMarkdown = load
