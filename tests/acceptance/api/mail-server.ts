import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type MailServer = {
  url: string
  /** Everything that was delivered, as it was sent. */
  letters: { to: string[]; text: string }[]
  stop(): Promise<void>
}

/** A real SMTP server that wants a password and keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const letters: MailServer['letters'] = []
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _, done) => {
      const isKnown = username === 'todo' && password === 'secret'
      done(isKnown ? null : new Error('Wrong password'), isKnown ? { user: 'todo' } : undefined)
    },
    onData: (stream, session, done) => {
      text(stream).then((letter) => {
        letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: plain(letter) })
        done()
      }, done)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://todo:secret@127.0.0.1:${port}`,
    letters,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Long lines are folded for the way (quoted-printable). */
const plain = (letter: string): string => letter.replaceAll('=\r\n', '').replaceAll('=3D', '=')
