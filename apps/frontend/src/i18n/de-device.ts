import type { enDevice } from './en-device.ts'

/** The texts of letting in a device, in German. */
export const deDevice: typeof enDevice = {
  title: 'Auf einem Gerät anmelden',
  hint: 'Gib den Code ein, den dein Terminal oder Gerät zeigt.',
  code: 'Code',
  next: 'Weiter',
  looking: 'Suche das Gerät …',
  unknown: 'Mit diesem Code wartet kein Gerät. Er ist vielleicht vertippt oder älter als 15 Minuten.',
  another: 'Anderen Code eingeben',
  asks: (client) => `„${client}“ möchte sich bei deinem Konto anmelden`,
  compare: 'Zeigt dein Gerät diesen Code?',
  warning: 'Mach nur weiter, wenn du das selbst begonnen hast. Es wird alle deine Aufgaben sehen und ändern.',
  from: 'Von',
  unknownPlace: 'nicht bekannt',
  asked: 'Gefragt um',
  account: 'Konto',
  allow: 'Anmelden lassen',
  deny: 'Ablehnen',
  allowed: 'Das Gerät ist angemeldet.',
  denied: 'Das Gerät kommt nicht hinein.',
  close:
    'Du kannst diese Seite schließen. In den Einstellungen siehst du, wo du angemeldet bist, und kannst es beenden.',
}
