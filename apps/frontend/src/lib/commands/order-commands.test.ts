import { describe, expect, it } from 'vitest'
import type { LocalTask } from '../../types/index.ts'
import { placeBeside } from './order-commands.ts'

const task = (id: string): LocalTask => ({
  id,
  number: 1,
  title: id,
  description: null,
  status: 'pending',
  priority: 'medium',
  dueDate: null,
  tags: [],
  position: 'a1',
  version: 1,
  createdAt: '',
  updatedAt: '',
  completedAt: null,
  deletedAt: null,
})

const list = ['a', 'b', 'c', 'd', 'e'].map(task)
const place = (ids: string, step: 1 | -1) => placeBeside(list, new Set(ids), step)

describe('placeBeside', () => {
  it('passes one task by, up or down', () => {
    expect(place('c', -1)).toEqual({ index: 1, after: 'a', before: 'b' })
    expect(place('c', 1)).toEqual({ index: 3, after: 'd', before: 'e' })
    expect(place('b', -1)).toEqual({ index: 0, after: null, before: 'a' })
    expect(place('d', 1)).toEqual({ index: 4, after: 'e', before: null })
  })

  it('is nowhere at the ends', () => {
    expect(place('a', -1)).toBeNull()
    expect(place('e', 1)).toBeNull()
    expect(place('ab', -1)).toBeNull()
    expect(place('x', 1)).toBeNull()
  })

  it('brings several together, before the first of them or after the last', () => {
    expect(place('bd', -1)).toEqual({ index: 0, after: null, before: 'a' })
    expect(place('bd', 1)).toEqual({ index: 3, after: 'e', before: null })
  })
})
