import { beforeEach, expect, it, vi } from 'vitest'
import { onPlaceWanted, openTask, takeWantedPlace } from './open-task.ts'

/** As much of a browser as it takes to go somewhere. */
class FakeHistory {
  state: unknown = null
  pushState(state: unknown, _: string, href: string): void {
    this.state = state
    vi.stubGlobal('location', new URL(href, location.href))
  }
}

beforeEach(() => {
  vi.stubGlobal('location', new URL('https://todo.example/today'))
  vi.stubGlobal('History', FakeHistory)
  vi.stubGlobal('history', new FakeHistory())
  return () => vi.unstubAllGlobals()
})

const task = { id: '0197a8d0-0000-7000-8000-000000000001', number: 42 }

it('a task is opened beside the view, and told once where to go in it', () => {
  openTask(task, 'title')
  expect(location.pathname).toBe('/tasks/42')
  expect(history.state).toEqual({ todoBehind: '/today' })
  expect(takeWantedPlace(task, 'date')).toBe(false)
  expect(takeWantedPlace({ ...task, number: 7 }, 'title')).toBe(false)
  expect(takeWantedPlace(task, 'title')).toBe(true)
  expect(takeWantedPlace(task, 'title')).toBe(false)
})

it('a task that is open already hears of it', () => {
  openTask(task, 'title')
  const heard = vi.fn()
  const end = onPlaceWanted(heard)
  openTask(task, 'date')
  expect(heard).toHaveBeenCalledTimes(1)
  end()
  openTask(task, 'title')
  expect(heard).toHaveBeenCalledTimes(1)
})
