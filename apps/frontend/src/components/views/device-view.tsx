'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { replaceAddress, useSearch } from '../../lib/navigation.ts'
import { ServerState } from '../../lib/server-state.tsx'
import { Header } from '../layout/header.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { DeviceQuestion } from './device-question.tsx'

/** Lets in a device that shows a code, as a terminal after `todo login`. */
export function DeviceView() {
  const { device } = useTexts()
  const code = new URLSearchParams(useSearch()).get('user_code') ?? ''
  return (
    <ServerState>
      <Header title={device.title} />
      {code === '' ? <CodeForm /> : <Waiting key={code} code={code} />}
    </ServerState>
  )
}

const show = (code: string): void =>
  replaceAddress(code === '' ? '/device' : `/device?${new URLSearchParams({ user_code: code })}`)

function CodeForm() {
  const { device } = useTexts()
  const [code, setCode] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    show(code.trim())
  }
  return (
    <form onSubmit={submit} className="max-w-88 space-y-5">
      <p className="text-muted">{device.hint}</p>
      <Field
        label={device.code}
        value={code}
        onChange={({ target }) => setCode(target.value)}
        maxLength={40}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="XXXX-XXXX"
      />
      <Button type="submit" disabled={code.trim() === ''}>
        {device.next}
      </Button>
    </form>
  )
}

function Waiting({ code }: { code: string }) {
  const { device, problems } = useTexts()
  const [outcome, setOutcome] = useState<'allowed' | 'denied' | null>(null)
  const { data, error } = useQuery({
    queryKey: ['device', code],
    queryFn: ({ signal }) => api.waitingDevice(code, signal),
    // It is asked once: an answer ends it, and a wrong code counts.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (outcome !== null) return <Done outcome={outcome} />
  if (data) return <DeviceQuestion device={data} onAnswered={setOutcome} />
  if (!error) return <p className="text-muted">{device.looking}</p>
  const known: Readonly<Record<string, string>> = {
    ...problems,
    NOT_FOUND: device.unknown,
    VALIDATION_FAILED: device.unknown,
  }
  const reason = error instanceof ApiError ? known[error.code] : undefined
  return (
    <div className="max-w-120 space-y-5">
      <Notice>{reason ?? problems.other}</Notice>
      <Button look="outline" onClick={() => show('')}>
        {device.another}
      </Button>
    </div>
  )
}

function Done({ outcome }: { outcome: 'allowed' | 'denied' }) {
  const { device } = useTexts()
  const said = useRef<HTMLHeadingElement>(null)
  useEffect(() => said.current?.focus(), [])
  return (
    <>
      <h2 ref={said} tabIndex={-1} className="text-lead font-semibold outline-none">
        {device[outcome]}
      </h2>
      <p className="mt-1.5 max-w-120 text-muted">{device.close}</p>
    </>
  )
}
