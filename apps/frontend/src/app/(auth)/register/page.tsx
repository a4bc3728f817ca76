import { RegisterForm } from '../../../components/auth/register-form.tsx'

export default function RegisterPage() {
  return <RegisterForm />
}
