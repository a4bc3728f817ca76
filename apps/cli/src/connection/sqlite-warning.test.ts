import { once } from 'node:events'
import process from 'node:process'
import { expect, test } from 'vitest'
import { silenceSqliteWarning } from './sqlite-warning.ts'

test('drops the warning about SQLite, and lets every other through', async () => {
  silenceSqliteWarning()
  const shown: string[] = []
  process.on('warning', ({ name, message }) => shown.push(`${name}: ${message}`))
  process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning')
  process.emitWarning('SQLite is slow today', 'Warning')
  process.emitWarning('Something else', 'ExperimentalWarning')
  const last = once(process, 'warning')
  process.emitWarning(new Error('as an error'))
  await last
  await new Promise((resolve) => setImmediate(resolve))
  expect(shown).toEqual([
    'Warning: SQLite is slow today',
    'ExperimentalWarning: Something else',
    'Error: as an error',
  ])
})
