'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTexts } from '../../i18n/texts.tsx'
import { api } from '../../lib/api.ts'
import { LoginBody } from '../../lib/schemas.ts'
import { Field } from '../ui/field.tsx'
import { AuthForm } from './auth-form.tsx'
import { useSignIn } from './use-sign-in.ts'

export function LoginForm() {
  const { auth } = useTexts()
  const { signIn, problem } = useSignIn()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(LoginBody),
    defaultValues: { email: '', password: '' },
  })
  return (
    <AuthForm
      title={auth.loginTitle}
      submit={auth.logIn}
      problem={problem}
      isBusy={formState.isSubmitting}
      onSubmit={handleSubmit((input) => signIn(() => api.login(input)))}
      other={{ question: auth.toRegister, answer: auth.register, path: '/register' }}
    >
      <Field label={auth.email} type="email" autoComplete="username" required {...register('email')} />
      <Field
        label={auth.password}
        type="password"
        autoComplete="current-password"
        required
        {...register('password')}
      />
    </AuthForm>
  )
}
