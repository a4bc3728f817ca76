// `npm run release -- VERSION [--out FOLDER] [--dry-run]`: sets the version everywhere, writes the changelog, and makes the
// command-line tarball with its checksums and a bill of materials. It commits and tags; pushing is left to a person.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root, toolEnvironment } from './workspace.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'dist/release' },
    'dry-run': { type: 'boolean', default: false },
  },
})
const [version = ''] = positionals
const dryRun = values['dry-run']
const out = resolve(root, values.out)

if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version)) {
  console.error('Name the version: npm run release -- 1.2.3')
  process.exit(2)
}
if (!dryRun && run('git', ['status', '--porcelain']) !== '') {
  console.error('The checkout has changes that are not committed; commit them first.')
  process.exit(1)
}

mkdirSync(out, { recursive: true })
const changes = changelogSection()
if (dryRun) {
  console.log(changes)
} else {
  setVersions()
  const file = join(root, 'CHANGELOG.md')
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '# Changelog\n'
  writeFileSync(file, before.replace('# Changelog\n', `# Changelog\n\n${changes}`))
}
const tarball = packCli()
writeFileSync(
  join(out, 'sbom.cdx.json'),
  run('npm', ['sbom', '--sbom-format=cyclonedx', '--workspace=apps/cli']),
)
writeFileSync(join(out, 'SHA256SUMS'), [tarball, 'sbom.cdx.json'].map(checksum).join(''))
if (!dryRun) {
  run('git', ['add', '--all', '.'])
  run('git', ['commit', '--quiet', '--message', `Release ${version}`])
  run('git', ['tag', '--annotate', `v${version}`, '--message', `Release ${version}`])
}
console.log(
  `${out}\n${readdirSync(out)
    .map((name) => `  ${name}`)
    .join('\n')}`,
)
if (!dryRun) console.log(`Committed and tagged v${version}. Look at it, then: git push --follow-tags`)

function run(command, args) {
  return execFileSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: toolEnvironment(),
    maxBuffer: 1 << 28,
  }).trim()
}

/** What was committed since the last release, newest first. */
function changelogSection() {
  const tags = run('git', ['tag', '--list', 'v*', '--sort=-version:refname', '--merged', 'HEAD']).split('\n')
  const range = tags[0] ? `${tags[0]}..HEAD` : 'HEAD'
  const lines = run('git', ['log', '--no-merges', '--format=- %s', range])
  return `## ${version} (${new Date().toISOString().slice(0, 10)})\n\n${lines}\n`
}

/** One version for the whole workspace, in the manifests and in what they ask of each other. */
function setVersions() {
  for (const file of ['package.json', ...globSync('{apps,packages}/*/package.json', { cwd: root })]) {
    const manifest = JSON.parse(readFileSync(join(root, file), 'utf8'))
    manifest.version = version
    for (const kind of ['dependencies', 'devDependencies']) {
      for (const name of Object.keys(manifest[kind] ?? {})) {
        if (name.startsWith('@todo/')) manifest[kind][name] = version
      }
    }
    writeFileSync(join(root, file), `${JSON.stringify(manifest, null, 2)}\n`)
  }
  run('npm', ['install', '--package-lock-only', '--ignore-scripts'])
}

function packCli() {
  const packed = run('npm', ['pack', '--workspace=apps/cli', `--pack-destination=${out}`, '--json'])
  const [{ filename }] = Object.values(JSON.parse(packed.slice(packed.search(/^[[{]/m))))
  return filename
}

function checksum(name) {
  return `${createHash('sha256')
    .update(readFileSync(join(out, name)))
    .digest('hex')}  ${name}\n`
}
