import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { forbidden, options } from './boundary-rules.ts'

/**
 * Checks the dependency rule on the checkout in `root` and returns what is wrong, one line each.
 * A source folder of which nothing was read is wrong too: a checker that reads nothing finds nothing.
 */
export async function checkBoundaries(root: string): Promise<string[]> {
  const folders = ['packages', 'apps'].flatMap((kind) => sourceFolders(root, kind))
  const others = ['tests', 'bench', 'scripts'].filter((folder) => existsSync(join(root, folder)))
  if (folders.length === 0) return ['no source folder was found']
  const { output } = await cruise([...folders, ...others], {
    ...options,
    ruleSet: { forbidden },
    validate: true,
    baseDir: root,
  })
  if (typeof output === 'string') return ['the checker gave no result']
  return [...unread(output, folders), ...violations(output)]
}

function sourceFolders(root: string, kind: string): string[] {
  if (!existsSync(join(root, kind))) return []
  return readdirSync(join(root, kind))
    .map((name) => `${kind}/${name}/src`)
    .filter((folder) => existsSync(join(root, folder)))
}

function unread({ modules }: ICruiseResult, folders: readonly string[]): string[] {
  return folders
    .filter(
      (folder) =>
        !modules.some(
          ({ source, dependencies }) => source.startsWith(`${folder}/`) && dependencies !== undefined,
        ),
    )
    .map((folder) => `${folder}: no module was read`)
}

function violations({ summary }: ICruiseResult): string[] {
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
}

if (import.meta.main) {
  const problems = await checkBoundaries(resolve(import.meta.dirname, '..'))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
