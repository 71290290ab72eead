/** Signing in with e-mail and password. Sign-in links have a page of the server's own (`/sign-in/link/…`). */
import { CircleAlert } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { type Api, sentenceFor } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useTitle } from '../ui/navigation.tsx'
import { Brand } from '../ui/shell.tsx'

type Errors = { email?: string; password?: string; form?: string }

export function SignInPage({ api, onSignedIn }: { api: Api; onSignedIn(): void }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<Errors>({})
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useTitle('Sign in')

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const found = check(email, password)
    setErrors(found)
    if (found.email ?? found.password) {
      form.current?.querySelector<HTMLInputElement>(found.email ? 'input[type=email]' : 'input[type=password]')?.focus()
      return
    }
    setBusy(true)
    try {
      await api.signIn(email.trim(), password)
      onSignedIn()
    } catch (error) {
      setErrors({ form: sentenceFor(error) })
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Brand />
        <h1>Sign in to Counterpoint</h1>
        <p className="sign-in-lead">Briefings written together, with every fact tied to its source.</p>
        {errors.form !== undefined && (
          <div className="notice" data-kind="danger" role="alert">
            <CircleAlert aria-hidden size={18} />
            <p>{errors.form}</p>
          </div>
        )}
        <form ref={form} noValidate onSubmit={submit}>
          <Field label="E-mail address" error={errors.email}>
            {(wiring) => <input {...wiring} className="input" type="email" name="email" autoComplete="username" value={email} onChange={(event) => setEmail(event.target.value)} />}
          </Field>
          <Field label="Password" error={errors.password}>
            {(wiring) => <input {...wiring} className="input" type="password" name="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />}
          </Field>
          <Button look="primary" type="submit" disabled={busy}>
            {busy ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>
        <p className="sign-in-note">
          Trying it out? The terminal where Counterpoint was started prints a sign-in link for each member of the demo team. Lost your password? Whoever runs the server can make you a new link.
        </p>
      </div>
    </main>
  )
}

function check(email: string, password: string): Errors {
  return {
    ...(/^\S+@\S+$/.test(email.trim()) ? {} : { email: email.trim() === '' ? 'Enter your e-mail address.' : 'Enter the whole address, such as ana@example.org.' }),
    ...(password === '' ? { password: 'Enter your password.' } : {}),
  }
}
