import type { Issue } from '../errors.ts'

/** An element of a JSON file that is not what it should be. Never leaves the reader. */
export class BadElement extends Error {}

/** Refuses an element for the first of its issues. */
export function refuseElement([issue]: readonly Issue[], at = ''): void {
  if (issue) throw new BadElement(`${at}${issue.path}: ${issue.message}`)
}

/** The members of an object, taken one by one; those that nobody takes are passed over. Throws {@link BadElement}. */
export class Members {
  readonly #members: Readonly<Record<string, unknown>>
  readonly #at: string

  /** `at` is the path of the object with a dot at its end, empty for the element itself. */
  constructor(value: unknown, at = '') {
    if (!isObject(value)) {
      throw new BadElement(at === '' ? 'This is no object' : `${at.slice(0, -1)}: This is no object`)
    }
    this.#members = value
    this.#at = at
  }

  take<T>(name: string, guard: (value: unknown) => value is T, expected: string): T {
    const value = this.raw(name)
    if (!guard(value)) throw new BadElement(`${this.#at}${name}: ${expected}`)
    return value
  }

  takeOrNull<T>(name: string, guard: (value: unknown) => value is T, expected: string): T | null {
    return this.take(name, (value) => value === null || guard(value), expected)
  }

  /** A member of any type; `undefined` where it is missing. */
  raw(name: string): unknown {
    return Object.hasOwn(this.#members, name) ? this.#members[name] : undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isText = (value: unknown): value is string => typeof value === 'string'

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

export const isTextList = (value: unknown): value is readonly string[] => isList(value) && value.every(isText)

/** Whether a value is one of a list of words. */
export function isOneOf<T extends string>(words: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => words.some((word) => word === value)
}

/** A whole number from 1 up to `max`. */
export function isCount(max: number): (value: unknown) => value is number {
  return (value): value is number => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max
}
