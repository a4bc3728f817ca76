import type { CSSProperties } from 'react'
import { readTokens, valueOfToken } from './read-tokens.ts'
import { Piece, Shelf } from './shelf.tsx'

/** Read from the style sheets, so that what is shown is what counts. */
export function Tokens() {
  return (
    <Shelf title="Tokens">
      <Piece name="Colour">
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3">
          {readTokens('color').map((name) => (
            <li key={name}>
              <Sample
                className="h-12 rounded-medium border border-line"
                style={{ background: `var(${name})` }}
              />
              <Name name={name} />
            </li>
          ))}
        </ul>
      </Piece>
      <Piece name="Type">
        <ul className="space-y-3">
          {readTokens('text').map((name) => (
            <li key={name} className="flex flex-wrap items-baseline gap-x-4">
              <span
                className="min-w-0 break-words"
                style={{ fontSize: `var(${name})`, lineHeight: `var(${name}--line-height)` }}
              >
                Water the plants
              </span>
              <Name name={name} isShown />
            </li>
          ))}
        </ul>
      </Piece>
      <Piece name="Space">
        <ul className="space-y-2">
          {[1, 2, 3, 4, 6, 8, 11].map((step) => (
            <li key={step} className="flex items-center gap-3">
              <Sample
                className="h-3 rounded-small bg-accent"
                style={{ width: `calc(var(--spacing) * ${step})` }}
              />
              <span className="text-small text-muted">{`${step} · ${step * 4} px`}</span>
            </li>
          ))}
        </ul>
      </Piece>
      <Piece name="Radius">
        <ul className="flex flex-wrap gap-4">
          {readTokens('radius').map((name) => (
            <li key={name}>
              <Sample
                className="size-16 border border-edge bg-raised"
                style={{ borderRadius: `var(${name})` }}
              />
              <Name name={name} />
            </li>
          ))}
        </ul>
      </Piece>
      <Piece name="Shadow">
        {/* Its value goes straight into what uses it, so there is no property to read. */}
        <div aria-hidden="true" className="size-16 rounded-large bg-raised shadow-float" />
        <Name name="shadow-float" />
      </Piece>
      <Piece name="Motion">
        <ul className="space-y-1">
          {[...readTokens('ease'), ...readTokens('default-transition')].map((name) => (
            <li key={name} className="flex flex-wrap gap-x-4">
              <Name name={name} isShown />
            </li>
          ))}
        </ul>
      </Piece>
    </Shelf>
  )
}

function Sample({ className, style }: { className: string; style: CSSProperties }) {
  return <div aria-hidden="true" className={className} style={style} />
}

/** `isShown`: with its value. */
function Name({ name, isShown = false }: { name: string; isShown?: boolean }) {
  return (
    <p className="min-w-0 pt-1 text-small break-words text-muted">
      {name.replace(/^--/, '')}
      {isShown && ` · ${valueOfToken(name)}`}
    </p>
  )
}
