'use client'

import { Square, SquareCheckBig } from 'lucide-react'
import { type MarkedToken, marked, type Token, type Tokens } from 'marked'
import { createContext, createElement, Fragment, memo, type ReactNode, useContext, useMemo } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { safeHref } from '../../../lib/safe-href.ts'

/** Parts in parts, as quotes in quotes: what is deeper is shown as it was typed. */
const depthMax = 20

/** `points`: what stands in the place of a point of a list with a box, by its line; `null` where it is shown itself. */
type Props = { text: string; points?: Points | undefined }
type Points = (line: string) => ReactNode

const Points = createContext<Points | undefined>(undefined)

/**
 * A text in Markdown, as React elements: there is no HTML in between that a text could break out of. Raw HTML stays
 * text, images are links, and links lead to the web or to a mailbox or nowhere.
 */
export function Markdown({ text, points }: Props) {
  const shown = useMemo(() => blocks(tokensOf(text), 0), [text])
  return (
    <Points value={points}>
      <div className="space-y-2 break-words">{shown}</div>
    </Points>
  )
}

/** The same for a text that still grows: only the part that does is made anew. */
export function GrowingMarkdown({ text, points }: Props) {
  return (
    <Points value={points}>
      <div className="space-y-2 break-words">
        {tokensOf(text).map(({ raw }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other order than its own
          <Part key={index} text={raw} />
        ))}
      </div>
    </Points>
  )
}

const Part = memo(function Part({ text }: { text: string }) {
  return blocks(tokensOf(text), 0)
})

function tokensOf(text: string): readonly Token[] {
  try {
    return marked.lexer(text, { gfm: true, breaks: true })
  } catch {
    // Nested more deeply than the stack is: it is shown as it was typed.
    return [{ type: 'code', raw: text, text }]
  }
}

/** The library lets extensions add tokens of any shape. There are none, so these are all. */
const isOwn = (token: Token): token is MarkedToken => 'raw' in token

const blocks = (tokens: readonly Token[], depth: number): ReactNode =>
  tokens.map((token, index) => {
    const shown = isOwn(token) && depth < depthMax ? part(token, depth + 1) : token.raw
    // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other order than its own
    return <Fragment key={index}>{shown}</Fragment>
  })

function part(token: MarkedToken, depth: number): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'heading':
      // Below the headings of the page, whatever their number in the text.
      return createElement(
        token.depth === 1 ? 'h3' : 'h4',
        { dir: 'auto', className: 'pt-1 font-semibold' },
        blocks(token.tokens, depth),
      )
    case 'paragraph':
      return <p dir="auto">{blocks(token.tokens, depth)}</p>
    case 'text':
      return token.tokens ? blocks(token.tokens, depth) : token.text
    case 'escape':
      return token.text
    case 'strong':
      return <strong>{blocks(token.tokens, depth)}</strong>
    case 'em':
      return <em>{blocks(token.tokens, depth)}</em>
    case 'del':
      return <del>{blocks(token.tokens, depth)}</del>
    case 'br':
      return <br />
    case 'hr':
      return <hr className="border-line" />
    case 'codespan':
      return <code className="rounded-small bg-hover px-1 font-mono text-small">{token.text}</code>
    case 'code':
      return (
        <pre dir="auto" className="rounded-medium bg-hover p-3 font-mono text-small whitespace-pre-wrap">
          {token.text}
        </pre>
      )
    case 'blockquote':
      return (
        <blockquote dir="auto" className="space-y-2 border-s-2 border-edge ps-3 text-muted">
          {blocks(token.tokens, depth)}
        </blockquote>
      )
    case 'list':
      return list(token, depth)
    case 'checkbox':
      return <CheckMark isDone={token.checked} />
    case 'table':
      return table(token, depth)
    case 'link':
      return link(token.href, token.raw, blocks(token.tokens, depth))
    case 'image':
      return link(token.href, token.raw, token.text || token.href)
    default:
      return token.raw
  }
}

/** A point of a list that is done or not; it is changed in the text. */
function CheckMark({ isDone }: { isDone: boolean }) {
  const { filter } = useTexts()
  const Icon = isDone ? SquareCheckBig : Square
  return (
    <>
      <Icon className="me-2 inline size-4 align-[-2px] text-muted" aria-hidden="true" />
      <span className="sr-only">{isDone ? filter.statuses.done : filter.statuses.open}: </span>
    </>
  )
}

function link(href: string, raw: string, content: ReactNode): ReactNode {
  const safe = safeHref(href)
  if (safe === null) return raw
  return (
    // The address is there to be read before it is followed: what a link says need not be where it leads.
    <a
      href={safe}
      title={safe}
      target="_blank"
      rel="noopener noreferrer"
      className="rounded-small text-accent underline underline-offset-4"
    >
      {content}
    </a>
  )
}

function list({ ordered, start, items }: Tokens.List, depth: number): ReactNode {
  const className = `space-y-1 ${ordered ? 'list-decimal ps-6' : 'list-disc ps-5'}`
  const content = items.map(({ task, tokens, text }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other order than its own
    <li key={index} className={task ? '-ms-5 list-none' : undefined}>
      {task ? <Point line={text}>{blocks(tokens, depth)}</Point> : blocks(tokens, depth)}
    </li>
  ))
  if (!ordered)
    return (
      <ul dir="auto" className={className}>
        {content}
      </ul>
    )
  return (
    <ol dir="auto" start={start === '' ? 1 : start} className={className}>
      {content}
    </ol>
  )
}

/** A point with a box. */
function Point({ line, children }: { line: string; children: ReactNode }) {
  const points = useContext(Points)
  return points?.(line.replace(/^\[[ xX]\]\s+/, '')) ?? children
}

function table({ header, rows }: Tokens.Table, depth: number): ReactNode {
  const row = (cells: readonly Tokens.TableCell[]): ReactNode => (
    <tr>
      {cells.map(({ tokens, header: isHead }, index) =>
        createElement(
          isHead ? 'th' : 'td',
          { key: index, className: 'border border-line px-2 py-1 text-start' },
          blocks(tokens, depth),
        ),
      )}
    </tr>
  )
  return (
    <table dir="auto" className="w-full text-small">
      <thead>{row(header)}</thead>
      <tbody>
        {rows.map((cells, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text has no other order than its own
          <Fragment key={index}>{row(cells)}</Fragment>
        ))}
      </tbody>
    </table>
  )
}
