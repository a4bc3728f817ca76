import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installed, newPerson, type Person } from './command.ts'

let person: Person
let folder: string
beforeAll(() => {
  person = newPerson()
  folder = join(installed(), 'lib/node_modules/@todo/cli')
})
afterAll(() => person.forget())

test('the package needs nothing else, and names the licences of what it holds', () => {
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  expect(manifest).not.toHaveProperty('dependencies')
  expect(manifest).toMatchObject({ bin: { todo: 'bin/todo.js' }, engines: { node: '>=22.16' } })
  expect(readdirSync(folder)).not.toContain('node_modules')
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual([
    'LICENSE',
    'THIRD-PARTY-LICENSES.txt',
    'chat.cjs',
    'mcp.cjs',
    'todo.cjs',
  ])
  expect(readFileSync(join(folder, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')).toContain('string-width')
})

test('an old Node is told what is needed', async () => {
  const pretend = join(person.home, 'old.cjs')
  writeFileSync(
    pretend,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: process.env.PRETEND } })`,
  )
  const run = (version: string) =>
    person.todo(['list'], { env: { NODE_OPTIONS: `--require=${pretend}`, PRETEND: version } })
  for (const version of ['18.20.0', '20.19.0', '22.15.1']) {
    const { code, stdout, stderr } = await run(version)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(`todo needs Node.js 22.16 or newer; this is ${version} (`)
  }
  for (const version of ['22.16.0', '24.0.0', '26.1.0']) expect((await run(version)).code).toBe(0)
})

test('no warning is shown', async () => {
  expect(await person.todo(['list'])).toEqual({ code: 0, stdout: 'No tasks found.\n', stderr: '' })
})
