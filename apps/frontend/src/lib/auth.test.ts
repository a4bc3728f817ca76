import { describe, expect, it } from 'vitest'
import { loginAddress, safeNext } from './auth.ts'

const origin = 'https://todo.example'

describe('where signing in leads', () => {
  it.each(['/tasks?status=done#7', '/tags/home', '/tasks/42'])('is %s, a page of this site', (next) => {
    expect(safeNext(next, origin)).toBe(next)
  })

  it.each([
    null,
    '',
    'today',
    'https://evil.example/today',
    'https:evil.example',
    '//evil.example/today',
    '///evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    'https://todo.example@evil.example',
    '/login',
    '/login?next=/login',
    '/register',
  ])('is Today instead of %j', (next) => {
    expect(safeNext(next, origin)).toBe('/today')
  })

  it('stays on this site where the path looks like another', () => {
    expect(safeNext('/.//evil.example', origin)).toBe('/today')
    expect(safeNext('/a/..//evil.example', origin)).toBe('/today')
  })
})

it('the page to sign in on remembers where one was, unless that was Today', () => {
  expect(loginAddress('/tasks?tags=a,b')).toBe('/login?next=%2Ftasks%3Ftags%3Da%2Cb')
  expect(loginAddress('/today')).toBe('/login')
})
