'use client'

import { useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

type Props = {
  title: string
  submit: string
  problem: string | null
  isBusy: boolean
  onSubmit(): void
  other: { question: string; answer: string; path: string }
  children: ReactNode
}

/** What signing in and registering have in common. */
export function AuthForm({ title, submit, problem, isBusy, onSubmit, other, children }: Props) {
  const { auth, product } = useTexts()
  const next = useSearchParams().get('next')
  const otherAddress = next === null ? other.path : `${other.path}?next=${encodeURIComponent(next)}`
  return (
    <>
      <title>{`${title} · ${product}`}</title>
      <h1 className="text-center text-title font-semibold tracking-tight">{title}</h1>
      <form
        noValidate
        className="mt-8 space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {problem && <Notice>{problem}</Notice>}
        {children}
        <Button type="submit" className="w-full desk:min-h-11" disabled={isBusy}>
          {isBusy ? auth.busy : submit}
        </Button>
      </form>
      <p className="mt-8 text-center text-muted">
        {other.question}{' '}
        <a href={otherAddress} className="font-medium text-accent underline-offset-4 hover:underline">
          {other.answer}
        </a>
      </p>
    </>
  )
}
