import { describe, expect, it } from 'vitest'
import { filterFromSearch, plainFilter, queryOfFilter, searchOfFilter } from './task-filter.ts'

describe('the filter in the address', () => {
  it('comes back from the address that was made of it', () => {
    const filter = { status: 'all', priority: 'high', tag: 'a&b', due: 'week', sort: 'due_date' } as const
    expect(filterFromSearch(searchOfFilter(filter))).toEqual(filter)
    expect(searchOfFilter(plainFilter)).toBe('')
  })

  it('leaves out what nobody can understand', () => {
    expect(filterFromSearch('?status=maybe&due=&sort=__proto__&priority=urgent&other=1')).toEqual(plainFilter)
  })

  it('asks for the days that it names, from today on', () => {
    expect(queryOfFilter({ ...plainFilter, due: 'week' }, '2026-12-30')).toMatchObject({
      dueAfter: '2026-12-29',
      dueBefore: '2027-01-06',
    })
  })
})
