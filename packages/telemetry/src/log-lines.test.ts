import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gatherLines } from './log-lines.ts'

test('lines are written several at a time, in their order, and an urgent one waits for nothing', async () => {
  const written: string[] = []
  const { take } = gatherLines((text) => written.push(text))
  take('1\n', false)
  take('2\n', false)
  expect(written).toEqual([])
  take('3\n', true)
  expect(written).toEqual(['1\n2\n3\n'])
  take('4\n', false)
  while (written.length < 2) await sleep(5)
  expect(written[1]).toBe('4\n')
})

test('lines are not gathered beyond a piece that is worth writing', () => {
  const written: string[] = []
  const { take } = gatherLines((text) => written.push(text))
  const line = `${'x'.repeat(999)}\n`
  for (let n = 0; n < 20; n += 1) take(line, false)
  expect(written).toEqual([line.repeat(17)])
})

test.each([
  ['exits', 'process.exit(0)'],
  ['fails', "throw new Error('on purpose')"],
  ['has nothing more to do', ''],
])('a process that %s has written all of its lines', (_, end) => {
  const script = `import { standardOutput } from './packages/telemetry/src/log-lines.ts'
    standardOutput()('the last line\\n', false)
    ${end}`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(stdout).toBe('the last line\n')
})
