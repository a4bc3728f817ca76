'use client'

import { useEffect, useId, useRef, useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { say } from '../../../lib/say.ts'
import { Button } from '../../ui/button.tsx'

type Props = { secret: string; onDismiss(): void }

/** A key, once. Where the browser does not let a page copy, it is marked, so that a person can. */
export function MadeKey({ secret, onDismiss }: Props) {
  const { settings } = useTexts()
  const texts = settings.keys
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => field.current?.select(), [])
  const copy = async (): Promise<void> => {
    field.current?.select()
    await navigator.clipboard.writeText(secret)
    setIsCopied(true)
    say(texts.copied)
  }
  return (
    <div className="rounded-medium bg-accent-soft p-4">
      <label htmlFor={id} className="font-medium">
        {texts.made}
      </label>
      <input
        id={id}
        ref={field}
        readOnly
        value={secret}
        className="mt-2 block h-11 w-full rounded-medium border border-edge bg-raised px-3 font-mono text-small"
      />
      <div className="mt-3 flex flex-wrap gap-2">
        {'clipboard' in navigator && (
          <Button onClick={() => void copy()}>{isCopied ? texts.copied : texts.copy}</Button>
        )}
        <Button look="outline" onClick={onDismiss}>
          {texts.dismiss}
        </Button>
      </div>
    </div>
  )
}
