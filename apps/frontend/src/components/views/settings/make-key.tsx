'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { CreateApiKeyBody, keyScopes } from '@todo/core/schemas'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTexts } from '../../../i18n/texts.tsx'
import { api } from '../../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { useAttempt } from './use-attempt.ts'

const Form = CreateApiKeyBody.pick({ name: true })

export function MakeKey({ onMade }: { onMade(key: string): void }) {
  const { settings } = useTexts()
  const texts = settings.keys
  const [canWrite, setCanWrite] = useState(false)
  const { attempt, problem } = useAttempt()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(Form),
    defaultValues: { name: '' },
  })
  const make = handleSubmit(({ name }) =>
    attempt(texts.made, async () => {
      const scopes = canWrite ? keyScopes : (['tasks:read'] as const)
      onMade((await api.makeApiKey({ name, scopes: [...scopes] })).key)
    }),
  )
  return (
    <form noValidate className="space-y-5" onSubmit={(event) => void make(event)}>
      {problem && <Notice>{problem}</Notice>}
      <Field
        label={texts.name}
        dir="auto"
        autoComplete="off"
        problem={formState.errors.name && texts.nameProblem}
        {...register('name')}
      />
      <Select
        label={texts.access}
        value={canWrite ? 'write' : 'read'}
        options={[
          ['read', texts.read],
          ['write', texts.write],
        ]}
        onChange={(access) => setCanWrite(access === 'write')}
      />
      <Button type="submit" disabled={formState.isSubmitting}>
        {texts.make}
      </Button>
    </form>
  )
}
