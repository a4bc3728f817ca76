// Bundles the command into CommonJS: no dependencies remain, modules behind `import()` run only when they are
// asked for, and Node's own modules are required, since importing one reads all that it exports. What agents talk to, and
// the assistant, are files of their own: each is larger than all the rest, and every command would pay for it.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, 'dist')

rmSync(out, { recursive: true, force: true })
const common = {
  absWorkingDir: here,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22.16',
  supported: { 'dynamic-import': false },
  // `performance` alone would load a dozen modules; here it only bounds how long a lock is waited for.
  define: { 'import.meta.dirname': '__dirname', 'performance.now': 'Date.now' },
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
}
const ownFiles = {
  name: 'own-files',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/serve-list\.ts$/ }, () => ({ path: './mcp.cjs', external: true }))
    onResolve({ filter: /\/local-partner\.ts$/ }, () => ({ path: './chat.cjs', external: true }))
  },
}
const built = await Promise.all([
  build({ ...common, entryPoints: ['src/index.ts'], outfile: join(out, 'todo.cjs'), plugins: [ownFiles] }),
  build({ ...common, entryPoints: ['src/mcp/serve-list.ts'], outfile: join(out, 'mcp.cjs') }),
  build({ ...common, entryPoints: ['src/chat/local-partner.ts'], outfile: join(out, 'chat.cjs') }),
])
copyFileSync(join(here, '../../LICENSE'), join(out, 'LICENSE'))
writeFileSync(
  join(out, 'THIRD-PARTY-LICENSES.txt'),
  licences(built.flatMap(({ metafile }) => Object.keys(metafile.inputs))),
)

/** The licence texts of the packages that went into the bundles. */
function licences(inputs) {
  const folders = new Set(
    inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []),
  )
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(here, folder, 'package.json'), 'utf8'))
      return `${name} ${version} (${license})\n\n${licenceText(join(here, folder)).trim()}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}

function licenceText(folder) {
  for (const name of ['LICENSE', 'license', 'LICENSE.md', 'LICENCE', 'LICENSE.txt']) {
    try {
      return readFileSync(join(folder, name), 'utf8')
    } catch {}
  }
  return ''
}
