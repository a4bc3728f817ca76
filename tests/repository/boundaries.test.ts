import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkBoundaries } from '../../scripts/check-boundaries.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'todo-boundaries-'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function plant(files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

const clean = {
  'packages/core/src/index.ts': 'export const one = 1\n',
  'packages/store/src/index.ts':
    "import { one } from '../../core/src/index.ts'\nexport const two = one + 1\n",
  'packages/testing/src/index.ts': 'export const helper = 1\n',
  'apps/cli/src/main.ts':
    "import { two } from '../../../packages/store/src/index.ts'\nexport const main = two\n",
}

describe('the boundary gate', () => {
  it('passes a tree that keeps the rule', async () => {
    plant(clean)
    expect(await checkBoundaries(root)).toEqual([])
  })

  it('fails where it read no file', async () => {
    expect(await checkBoundaries(root)).toEqual(['no source folder was found'])
    plant(clean)
    mkdirSync(join(root, 'packages/http/src'), { recursive: true })
    expect(await checkBoundaries(root)).toEqual(['packages/http/src: no module was read'])
  })

  it.each([
    [
      'core importing a store',
      'packages/core/src/a.ts',
      "import '../../store/src/index.ts'",
      'core-imports-only-itself',
    ],
    [
      'core importing a type of a store',
      'packages/core/src/a.ts',
      "import type { two } from '../../store/src/index.ts'\nexport type A = typeof two",
      'core-imports-only-itself',
    ],
    [
      'core doing I/O',
      'packages/core/src/a.ts',
      "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
      'core-does-no-io',
    ],
    [
      'a store importing an app',
      'packages/store/src/a.ts',
      "import '../../../apps/cli/src/main.ts'",
      'packages-know-no-app',
    ],
    [
      'an app importing another app',
      'apps/backend/src/a.ts',
      "import '../../cli/src/main.ts'",
      'apps-stand-alone',
    ],
    [
      'shipped code importing test helpers',
      'apps/cli/src/a.ts',
      "import '../../../packages/testing/src/index.ts'",
      'only-tests-import-testing',
    ],
    ['a circle', 'packages/store/src/a.ts', "import './b.ts'", 'no-circles'],
    ['an import that leads nowhere', 'apps/cli/src/a.ts', "import './nowhere.ts'", 'resolvable'],
  ])('refuses %s', async (_what, path, content, rule) => {
    plant({ ...clean, [path]: content, 'packages/store/src/b.ts': "import './a.ts'\n" })
    const problems = await checkBoundaries(root)
    expect(problems.some((problem) => problem.startsWith(`${rule}:`))).toBe(true)
  })
})
