import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

type Entry = { resolved?: string; optionalDependencies?: Record<string, string> }

/** npm's own file, in the form that npm writes. */
const packagesOf = (text: string): Record<string, Entry> => JSON.parse(text).packages

const packages = packagesOf(readFileSync('package-lock.json', 'utf8'))

/** An installation on one platform leaves out what it did not find; `npm ci` then fails on every machine. */
it('names the packages of every platform', () => {
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
  const there = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
  )
  expect(wanted.length).toBeGreaterThan(0)
  expect(wanted.filter((name) => !there.has(name))).toEqual([])
})

it('names no registry, so that every one can be used', () => {
  const addresses = Object.values(packages).flatMap(({ resolved }) =>
    resolved?.startsWith('http') ? [resolved] : [],
  )
  expect(addresses).toEqual([])
})
