import { LoginForm } from '../../../components/auth/login-form.tsx'

export default function LoginPage() {
  return <LoginForm />
}
