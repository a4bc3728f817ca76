import type { Config } from '@todo/config'
import type { Log } from '@todo/telemetry'

export type Mail = { to: string; subject: string; text: string }

/** Sends mail without letting anyone wait for it: how long it takes would tell whether there is an account. */
export type Mailer = { send(mail: Mail): void }

export type MailerInput = { config: Config['smtp']; log: Log }

const timeoutMs = 20_000

/** `null` where no mail server is configured. */
export function createMailer({ config: { url, from }, log }: MailerInput): Mailer | null {
  if (url === null || from === null) return null
  const deliver = async (mail: Mail): Promise<void> => {
    // Loaded on first use: most processes never send mail.
    const { createTransport } = await import('nodemailer')
    const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
    const transport = createTransport({ url, ...timeouts })
    try {
      await transport.sendMail({ ...mail, from })
    } finally {
      transport.close()
    }
  }
  return {
    send(mail) {
      deliver(mail).catch((error: unknown) => {
        // What the mail server says may quote the address.
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
        log.error('a mail could not be sent', { code })
      })
    },
  }
}
