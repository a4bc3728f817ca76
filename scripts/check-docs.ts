import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const rooms = ['apps', 'packages', 'docs', 'scripts', 'tests', 'config', 'deploy', 'bench', '.ci', '.github']
const testFile = /[.](test|spec)[.]tsx?$/

/** What is wrong with the documents of the checkout in `root`, one line each: dead paths, dead commands, plan rows without proof. */
export function checkDocs(root: string): string[] {
  const files = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: root }).sort()
  if (files.length === 0) return ['no document was found']
  const scripts = scriptNames(root)
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const problems = [...deadLinks(root, file, text), ...deadCommands(text, scripts)]
    if (file === 'docs/plan.md') problems.push(...planProblems(root, text))
    else problems.push(...deadPaths(root, text))
    return problems.map((problem) => `${file}: ${problem}`)
  })
}

function scriptNames(root: string): Set<string> {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const scripts = typeof manifest === 'object' && manifest && 'scripts' in manifest ? manifest.scripts : {}
  return new Set(Object.keys(scripts ?? {}))
}

function deadLinks(root: string, file: string, text: string): string[] {
  const links = text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)
  const pictures = text.matchAll(/<(?:img|source)[^>]* src(?:set)?="(?!https?:)([^"]+)"/g)
  return [...links, ...pictures]
    .map(([, target = '']) => target)
    .filter((target) => !existsSync(resolve(root, dirname(file), target)))
    .map((target) => `the link to ${target} leads nowhere`)
}

function deadCommands(text: string, scripts: ReadonlySet<string>): string[] {
  return [...text.matchAll(/npm run ([\w:-]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !scripts.has(name))
    .map((name) => `there is no command npm run ${name}`)
}

function deadPaths(root: string, text: string): string[] {
  return pathsIn(text)
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `there is no ${path}`)
}

/** Paths of the repository between backticks; one with a placeholder (`NAME`, `*`, `…`) names no file. */
function pathsIn(text: string): string[] {
  return [...text.replaceAll(/```.*?```/gs, '').matchAll(/`([^`\s]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => rooms.some((room) => path.startsWith(`${room}/`)) && !/[*…<>{}]|[A-Z]{4}/.test(path))
}

/** Sections are `## Name — done` or `## Name — open`; each row of a done one needs a file of ours and a test or an ADR. */
function planProblems(root: string, text: string): string[] {
  const sections = text.split(/^## /m).slice(1)
  const problems: string[] = []
  for (const section of sections) {
    const [heading = ''] = section.split('\n', 1)
    const status = / — (done|open)$/.exec(heading)?.[1]
    if (!status) problems.push(`the section "${heading}" says neither done nor open`)
    const rows = section.split('\n').filter((line) => line.startsWith('|') && !/^\|\s*(Plan|-)/.test(line))
    if (rows.length === 0) problems.push(`the section "${heading}" has no row`)
    for (const row of rows) problems.push(...rowProblems(root, row, status === 'done'))
  }
  if (sections.length === 0) problems.push('no section was found')
  return problems
}

function rowProblems(root: string, row: string, done: boolean): string[] {
  const cells = row.split(/(?<!\\)\|/).slice(1, -1)
  const [plan = '', ours = '', proof = ''] = cells.map((cell) => cell.trim())
  if (cells.length !== 3) return [`the row "${plan}" has ${cells.length} columns instead of 3`]
  const dead = deadPaths(root, `${ours} ${proof}`)
  if (!done) return proof === '' ? [] : dead
  const proofs = pathsIn(proof).filter((path) => testFile.test(path) || path.startsWith('docs/adr/'))
  if (proofs.length === 0) dead.push(`the row "${plan}" names neither a test nor an ADR`)
  if (pathsIn(`${ours} ${proof}`).length === 0) dead.push(`the row "${plan}" names no file`)
  return dead
}

if (import.meta.main) {
  const problems = checkDocs(resolve(import.meta.dirname, '..'))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
}
