import { describe, expect, it } from 'vitest'
import { isSingleKey, type KeyPress, pressOf, sayKeys } from './keys.ts'

const press = (key: string, more: Partial<KeyPress> & { altGraph?: boolean } = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  getModifierState: (name) => name === 'AltGraph' && more.altGraph === true,
  ...more,
})

describe('pressOf', () => {
  it('names what is written, wherever the key lies', () => {
    expect(pressOf(press('q', { code: 'KeyA' }), false)).toBe('q')
    // On a German keyboard, ? is Shift ß and / is Shift 7.
    expect(pressOf(press('?', { code: 'Minus', shiftKey: true }), false)).toBe('?')
    expect(pressOf(press('/', { code: 'Digit7', shiftKey: true }), false)).toBe('/')
  })

  it('takes the place of the key where the layout has no Latin letters', () => {
    expect(pressOf(press('я', { code: 'KeyZ', ctrlKey: true }), false)).toBe('Mod+z')
    expect(pressOf(press('й', { code: 'KeyQ' }), false)).toBe('q')
    expect(pressOf(press('ö', { code: 'Semicolon' }), false)).toBe('ö')
  })

  it('tells ⌘ on a Mac from Ctrl elsewhere, and leaves the other one to the system', () => {
    expect(pressOf(press('k', { ctrlKey: true }), false)).toBe('Mod+k')
    expect(pressOf(press('k', { metaKey: true }), true)).toBe('Mod+k')
    expect(pressOf(press('k', { ctrlKey: true }), true)).toBe('Other+k')
    expect(pressOf(press('k', { metaKey: true }), false)).toBe('Other+k')
  })

  it('hears letters under caps lock, and Shift where it is held', () => {
    expect(pressOf(press('X'), false)).toBe('x')
    expect(pressOf(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+z')
    expect(pressOf(press('ArrowUp', { altKey: true, shiftKey: true }), false)).toBe('Alt+Shift+ArrowUp')
  })

  it('takes a sign written by AltGr as that sign', () => {
    expect(pressOf(press('/', { ctrlKey: true, altKey: true, altGraph: true }), false)).toBe('/')
  })
})

it('tells keys that also write from those that do not', () => {
  expect(['g t', '?', '1'].map(isSingleKey)).toEqual([true, true, true])
  expect(['Mod+k', 'Delete', 'Space', 'Alt+ArrowUp'].map(isSingleKey)).toEqual([false, false, false, false])
})

it('writes keys as they stand on the keyboard', () => {
  expect(sayKeys('Mod+Shift+z', { Mod: 'Strg', Shift: 'Umschalt' }, false)).toEqual(['Strg', 'Umschalt', 'Z'])
  expect(sayKeys('Mod+Shift+z', {}, true)).toEqual(['⌘', '⇧', 'Z'])
  expect(sayKeys('g t', {}, false)).toEqual(['G', 'T'])
})
