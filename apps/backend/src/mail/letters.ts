import type { Mail } from './mailer.ts'

const ending = 'If it was not you who asked for this, you need not do anything.'

export function resetLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'A new password for todo',
    text: `Choose a new password here, within an hour:\n\n${link}\n\n${ending}\n`,
  }
}

export function verifyLetter(to: string, link: string): Mail {
  return {
    to,
    subject: 'Your address at todo',
    text: `Confirm that this address is yours, within three days:\n\n${link}\n\n${ending}\n`,
  }
}

export function addressChangedLetter(to: string): Mail {
  return {
    to,
    subject: 'Your todo account has another address',
    text: 'The e-mail address of your todo account was changed; this one leads to it no more.\nIf it was not you, ask who runs the server.\n',
  }
}
