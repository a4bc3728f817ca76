'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTexts } from '../../../i18n/texts.tsx'
import { api } from '../../../lib/api.ts'
import { ChangePasswordBody } from '../../../lib/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from './section.tsx'
import { useAttempt } from './use-attempt.ts'

export function Password({ email }: { email: string }) {
  const { auth, settings } = useTexts()
  const texts = settings.password
  const queries = useQueryClient()
  const { attempt, problem, done } = useAttempt({ INVALID_CREDENTIALS: texts.wrong })
  const { register, handleSubmit, reset, formState } = useForm({
    resolver: zodResolver(ChangePasswordBody),
    defaultValues: { current_password: '', new_password: '' },
  })
  const { errors, isSubmitting } = formState
  const change = handleSubmit((input) =>
    attempt(texts.done, async () => {
      await api.changePassword(input)
      reset()
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    }),
  )
  return (
    <Section title={texts.title} hint={texts.hint}>
      <form noValidate className="space-y-5" onSubmit={(event) => void change(event)}>
        {problem && <Notice>{problem}</Notice>}
        {/* So that a password manager knows whose password this is. */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <Field
          label={texts.current}
          type="password"
          autoComplete="current-password"
          {...register('current_password')}
        />
        <Field
          label={texts.next}
          type="password"
          autoComplete="new-password"
          problem={errors.new_password && auth.passwordProblem}
          {...register('new_password')}
        />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" disabled={isSubmitting}>
            {texts.submit}
          </Button>
          {done && <span className="text-small text-muted">{done}</span>}
        </div>
      </form>
    </Section>
  )
}
