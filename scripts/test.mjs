// `npm test`: every test that needs nothing but Node and npm. Arguments go to Vitest.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ensureInstalled, findNode, root, toolEnvironment } from './workspace.mjs'

ensureInstalled()
const folder = mkdtempSync(join(tmpdir(), 'todo-test-'))
const report = join(folder, 'report.json')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]

const child = spawn(findNode(), [...args, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: toolEnvironment(),
})
child.on('exit', (code) => {
  process.exitCode = code ?? 1
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    if (numPassedTests + numFailedTests === 0) process.exitCode = 1
    if (numPendingTests > 0) {
      console.error(`${numPendingTests} tests were skipped; a test runs or goes`)
      process.exitCode = 1
    }
    for (const line of failures(testResults)) console.error(line)
    console.log(`${numPassedTests} passed, ${numFailedTests} failed`)
  } catch {
    console.error('The test run ended before its report was written')
    process.exitCode = 1
  }
  rmSync(folder, { recursive: true, force: true })
})

/** A line for each test that failed, and for each file that did so outside of its tests. */
function failures(files) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status !== 'failed' || failed.length > 0) {
      return failed.map(({ fullName, failureMessages }) => line(`${file} > ${fullName}`, failureMessages[0]))
    }
    return [line(file, message)]
  })
}

function line(what, why = '') {
  return `FAILED ${what}: ${why.split('\n')[0]}`
}
