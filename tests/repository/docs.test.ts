import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkDocs } from '../../scripts/check-docs.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'todo-docs-'))
  write('package.json', '{ "scripts": { "check": "true" } }')
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

describe('the gate for documents', () => {
  it('fails where it read no document', () => {
    expect(checkDocs(root)).toEqual(['no document was found'])
  })

  it('refuses dead links, dead paths and commands that do not exist', () => {
    write(
      'README.md',
      'See [the guide](docs/guide.md), `packages/core/src/gone.ts`, `npm run nothing` and `npm run check`.',
    )
    expect(checkDocs(root)).toEqual([
      'README.md: the link to docs/guide.md leads nowhere',
      'README.md: there is no command npm run nothing',
      'README.md: there is no packages/core/src/gone.ts',
    ])
  })

  it('refuses pictures that are not there', () => {
    write('docs/images/here.png', '')
    write(
      'docs/web.md',
      '<picture><source media="dark" srcset="images/gone-dark.png"><img alt="" src="images/here.png"></picture> ![](images/gone.png)',
    )
    expect(checkDocs(root)).toEqual([
      'docs/web.md: the link to images/gone.png leads nowhere',
      'docs/web.md: the link to images/gone-dark.png leads nowhere',
    ])
  })

  it('wants a file and a test or an ADR in each row of a phase that is done', () => {
    write('apps/cli/a.ts', '')
    write('apps/cli/a.test.ts', '')
    const head = '| Plan | Here | Proof |\n|---|---|---|\n'
    write(
      'docs/plan.md',
      `## Phase I — done\n\n${head}| argparse | \`apps/cli/a.ts\` | \`apps/cli/a.test.ts\` |\n| tabulate | \`apps/cli/a.ts\` | |\n\n## Phase II — open\n\n${head}| Next | | |\n`,
    )
    expect(checkDocs(root)).toEqual(['docs/plan.md: the row "tabulate" names neither a test nor an ADR'])
  })
})
