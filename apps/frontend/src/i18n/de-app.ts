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
}
