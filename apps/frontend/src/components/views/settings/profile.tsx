'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTexts } from '../../../i18n/texts.tsx'
import { api } from '../../../lib/api.ts'
import { RegisterBody, UpdateAccountBody } from '../../../lib/schemas.ts'
import type { User } from '../../../types/index.ts'
import { useUserChanged } from '../../layout/account.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from './section.tsx'
import { useAttempt } from './use-attempt.ts'

const { current_password } = UpdateAccountBody.shape
const Form = RegisterBody.pick({ name: true, email: true }).extend({ current_password })

/** Name and address. For another address the password is asked for. */
export function Profile({ user }: { user: User }) {
  const { auth, settings } = useTexts()
  const texts = settings.profile
  const userChanged = useUserChanged()
  const { attempt, problem } = useAttempt({ INVALID_CREDENTIALS: settings.password.wrong })
  const { register, handleSubmit, watch, reset, formState } = useForm({
    resolver: zodResolver(Form),
    defaultValues: { name: user.name ?? '', email: user.email, current_password: '' },
  })
  const { errors, isSubmitting, isDirty } = formState
  const moves = watch('email') !== user.email
  const save = handleSubmit(({ name, email, current_password }) =>
    attempt(settings.saved, async () => {
      const changed = await api.updateAccount({
        name: name || null,
        ...(moves && { email, current_password }),
      })
      userChanged(changed.user)
      reset({ name: changed.user.name ?? '', email: changed.user.email, current_password: '' })
    }),
  )
  return (
    <Section title={texts.title}>
      <form noValidate className="space-y-5" onSubmit={(event) => void save(event)}>
        {problem && <Notice>{problem}</Notice>}
        <Field
          label={texts.name}
          hint={auth.nameHint}
          dir="auto"
          autoComplete="name"
          problem={errors.name && auth.nameProblem}
          {...register('name')}
        />
        <Field
          label={texts.email}
          type="email"
          autoComplete="username"
          problem={errors.email && auth.emailProblem}
          {...register('email')}
        />
        {moves && (
          <Field
            label={texts.currentPassword}
            hint={texts.currentPasswordHint}
            type="password"
            autoComplete="current-password"
            {...register('current_password')}
          />
        )}
        <Button type="submit" disabled={isSubmitting || !isDirty}>
          {settings.save}
        </Button>
      </form>
    </Section>
  )
}
