import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Everything that a build is made from, in the checkout. */
const made = [
  'package-lock.json',
  'tsconfig.json',
  'apps/frontend/{package,tsconfig}.json',
  'apps/frontend/*.config.mjs',
  'apps/frontend/public/**/*.*',
  'apps/frontend/src/{app,components,i18n,lib,types}/**/*.*',
  'packages/{core,client}/package.json',
  'packages/{core,client}/src/**/*.ts',
]

/** Names the build that the sources in `root` give: other sources or other packages, another name. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256')
  for (const file of filesIn(root)) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex').slice(0, 16)
}

function filesIn(root: string): string[] {
  return globSync(made, { cwd: root, exclude: ['**/*.test.{ts,tsx}'], withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
}
