/** What is read of a key press. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'
>

/**
 * A key press as commands name it: `Mod+Shift+z`, `Alt+ArrowUp`, `?`. `Mod` is ⌘ on a Mac and Ctrl elsewhere. What
 * counts is the letter or sign that is written, wherever it lies on the keyboard; only where a layout has no Latin
 * letters, the place of the key counts.
 */
export function pressOf(press: KeyPress, isMac: boolean): string {
  const key = keyOf(press)
  const isSign = key.length === 1 && !/[a-z]/.test(key)
  // With AltGr, Windows says Ctrl and Alt, though a sign is written.
  const writes = isSign && press.getModifierState('AltGraph')
  const [mod, other] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey]
  return [
    other && !writes && 'Other',
    mod && !writes && 'Mod',
    press.altKey && !writes && 'Alt',
    // Which signs need Shift is a matter of the layout.
    press.shiftKey && !isSign && 'Shift',
    key,
  ]
    .filter(Boolean)
    .join('+')
}

function keyOf({ key, code }: KeyPress): string {
  if (key === ' ') return 'Space'
  if (key.length > 1) return key
  const [, placed] = /^Key([A-Z])$/.exec(code) ?? []
  const isForeign = placed !== undefined && /\p{L}/u.test(key) && !/\p{Script=Latin}/u.test(key)
  return (isForeign ? placed : key).toLowerCase()
}

/** Whether this is one of the keys that also write: those can be switched off. */
export const isSingleKey = (keys: string): boolean => keys.split(' ').every((press) => press.length === 1)

const writing = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'
const pressed = 'input:is([type="checkbox"], [type="radio"], [type="button"], [type="submit"])'

/** Whether keys pressed there write something, and so must not do anything else. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches(writing) && !target.matches(pressed)

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent)

const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
const arrows: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓' }

/** The keys as they are written on the keyboard, one after the other: `['Ctrl', 'K']`. */
export function sayKeys(keys: string, names: Readonly<Record<string, string>>, mac: boolean): string[] {
  return keys
    .split(' ')
    .flatMap((press) => press.split('+'))
    .map((key) => (mac ? macNames[key] : undefined) ?? arrows[key] ?? names[key] ?? key.toUpperCase())
}
