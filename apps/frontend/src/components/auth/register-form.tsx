'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { api } from '../../lib/api.ts'
import { RegisterBody } from '../../lib/schemas.ts'
import { Field } from '../ui/field.tsx'
import { AuthForm } from './auth-form.tsx'
import { useSignIn } from './use-sign-in.ts'

export function RegisterForm() {
  const { auth } = useTexts()
  const locale = useLocale()
  const { signIn, problem } = useSignIn()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(RegisterBody),
    defaultValues: { email: '', password: '', name: '' },
  })
  const { errors, isSubmitting } = formState
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <AuthForm
      title={auth.registerTitle}
      submit={auth.register}
      problem={problem}
      isBusy={isSubmitting}
      onSubmit={handleSubmit(({ email, password, name }) =>
        signIn(() => api.register({ email, password, timezone, locale, ...(name && { name }) })),
      )}
      other={{ question: auth.toLogin, answer: auth.logIn, path: '/login' }}
    >
      <Field
        label={auth.name}
        hint={auth.nameHint}
        autoComplete="name"
        problem={errors.name && auth.nameProblem}
        {...register('name')}
      />
      <Field
        label={auth.email}
        type="email"
        autoComplete="username"
        required
        problem={errors.email && auth.emailProblem}
        {...register('email')}
      />
      <Field
        label={auth.password}
        type="password"
        autoComplete="new-password"
        required
        problem={errors.password && auth.passwordProblem}
        {...register('password')}
      />
    </AuthForm>
  )
}
