'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTexts } from '../../../i18n/texts.tsx'
import { type AgentLevel, agentLevels, scopesFor } from '../../../lib/agent-levels.ts'
import { api } from '../../../lib/api.ts'
import { CreateApiKeyBody, keyScopes } from '../../../lib/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { useAttempt } from './use-attempt.ts'

const Form = CreateApiKeyBody.pick({ name: true })

export function MakeKey({ onMade }: { onMade(key: string): void }) {
  const { settings } = useTexts()
  const texts = settings.keys
  const [level, setLevel] = useState<AgentLevel>('read')
  const { attempt, problem } = useAttempt()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(Form),
    defaultValues: { name: '' },
  })
  const make = handleSubmit(({ name }) =>
    attempt(texts.made, async () => {
      onMade((await api.makeApiKey({ name, scopes: scopesFor(level, keyScopes) })).key)
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
        value={level}
        options={agentLevels.toReversed().map((each) => [each, texts.scopes[each]] as const)}
        onChange={(access) => setLevel(agentLevels.find((each) => each === access) ?? 'read')}
      />
      <Button type="submit" disabled={formState.isSubmitting}>
        {texts.make}
      </Button>
    </form>
  )
}
