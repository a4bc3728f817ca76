import type { enApp } from './en-app.ts'

/** The texts of the app as a program of its own, in German. */
export const deApp: typeof enApp = {
  manifest: {
    description: 'Deine Aufgaben: sofort da, auch ohne Verbindung',
    today: 'Heute',
    add: 'Aufgabe hinzufügen',
  },
  newVersion: 'Es gibt eine neue Version.',
  reload: 'Neu laden',
  later: 'Später',
  sessionEnded:
    'Du bist abgemeldet. Was du geändert hast, bleibt auf diesem Gerät, bis du dich wieder anmeldest.',
  signInAgain: 'Wieder anmelden',
  needsHttps: 'Offline nur über https',
  keepsNothing: 'Auf diesem Gerät bleibt nichts',
  logOut: {
    title: 'Abmelden?',
    waiting: (count) =>
      count === 1
        ? '1 Änderung ist noch nicht beim Server. Beim Abmelden geht sie verloren, wie alles auf diesem Gerät.'
        : `${count} Änderungen sind noch nicht beim Server. Beim Abmelden gehen sie verloren, wie alles auf diesem Gerät.`,
    arrived: 'Alle deine Änderungen sind beim Server.',
    failed: 'Du bist noch angemeldet: Der Server ist nicht zu erreichen.',
  },
}
