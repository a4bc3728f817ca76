import { expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

it.each([
  ['2 tasks open:\n- [ ] #1 Pay **rent**\n- [x] #2 Call', '2 tasks open: #1 Pay rent. #2 Call'],
  ['# Head\n\nSee [the page](https://example.org/) and `code`', 'Head. See the page and code'],
  ['5 * 3 stays, snake_case too', '5 * 3 stays, snake_case too'],
])('reads %j out as words', (markdown, text) => {
  expect(plainText(markdown)).toBe(text)
})
