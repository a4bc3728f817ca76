import { describe, expect, it } from 'vitest'
import { editDraft, emptyDraft } from './quick-add-draft.ts'

const text = 'Pay rent tomorrow #home'
const draft = { ...emptyDraft, text, refused: [{ start: 9, end: 17 }], isDateDropped: true }
const refusedIn = (after: string): string[] =>
  editDraft(draft, after).refused.map(({ start, end }) => after.slice(start, end))

describe('what was said no to', () => {
  it.each([
    'Pay the rent tomorrow #home',
    'Pay tomorrow #home',
    'Pay rent tomorrow',
    'Pay rent tomorrow! #home',
  ])('stays so in %j', (after) => expect(refusedIn(after)).toEqual(['tomorrow']))

  it.each(['Pay rent to #home', 'Pay rent #home', 'Pay rent next tom', 'Read'])(
    'is forgotten in %j',
    (after) => {
      expect(refusedIn(after)).toEqual([])
    },
  )

  it('is forgotten with the text', () => {
    expect(editDraft(draft, ' ')).toEqual({ ...emptyDraft, text: ' ' })
  })
})
