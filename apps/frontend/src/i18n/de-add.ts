import type { enAdd } from './en-add.ts'

/** The texts of adding tasks, in German. */
export const deAdd: typeof enAdd = {
  open: 'Aufgabe hinzufügen',
  title: 'Aufgabe hinzufügen',
  label: 'Neue Aufgabe',
  placeholder: 'Neue Aufgabe: #tag, p1 …',
  add: 'Hinzufügen',
  added: (title) => `Hinzugefügt: ${title}`,
  addSeveral: (count) => (count === 1 ? '1 Aufgabe hinzufügen' : `${count} Aufgaben hinzufügen`),
  addedSeveral: (count) => `${count} Aufgaben hinzugefügt`,
  asOne: 'Als eine Aufgabe',
  preview: 'Die Aufgaben aus diesen Zeilen',
  keys: 'Enter fügt hinzu · Umschalt Enter beginnt die nächste · Esc schließt',
  understood: 'Was verstanden wurde',
  refuse: (value, text) => `${value}: „${text}“ als Text lassen`,
  stays: (text) => `„${text}“ bleibt Text`,
  leaveOut: (value) => `Ohne ${value}`,
  tooMany: (max) => `Höchstens ${max.toLocaleString('de')} Aufgaben lassen sich auf einmal hinzufügen.`,
  problems: {
    tooLong: 'Ein Titel hat höchstens 200 Zeichen.',
    tooManyTags: 'Eine Aufgabe hat höchstens 20 Tags.',
    odd: 'Hier steht ein Zeichen, das in keiner Aufgabe stehen kann.',
  },
}
