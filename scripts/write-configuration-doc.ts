import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  AiServiceConfig,
  describeConfig,
  FrontendConfig,
  readReferences,
  type Setting,
  type SettingSource,
} from '@todo/config'

export const configurationDocPath = 'docs/configuration.md'

type Files = Record<'development' | 'production', ReadonlyMap<string, SettingSource>>

const introduction = `# Configuration

Everything that can be configured, from the schema in \`packages/config/src/schema.ts\`. This page is written by
\`node scripts/run.mjs scripts/write-configuration-doc.ts\`; a test compares the two.

Settings stand in \`config/development.yaml\` and \`config/production.yaml\`, and most come from an environment variable:
\`\${NAME}\` must be set, \`\${NAME:-default}\` may be. An empty variable counts as not set. \`NODE_ENV=production\` or
\`TODO_ENV=production\` chooses the second file; \`TODO_CONFIG\` names a file of one's own instead. What is wrong or missing
is named at once, all of it, before anything starts; values are never printed. 🔒 marks secrets: give them by the
environment, not in a file.

A default is one of both files, unless they differ; "–" means none.
`

/** The text of the page for the schema and the files of the checkout in `root`. */
export function configurationDoc(root: string): string {
  const read = (name: string) => readReferences(readFileSync(join(root, 'config', `${name}.yaml`), 'utf8'))
  const files: Files = { development: read('development'), production: read('production') }
  const groups = Map.groupBy(describeConfig(), ({ path }) => (path.includes('.') ? path.split('.')[0] : ''))
  const titled = [...groups].map(([name = '', settings]) =>
    groupText(name === '' ? 'General' : `\`${name}\``, settings, files),
  )
  return [introduction, ...titled, frontendText(read('frontend')), aiServiceText(read('ai-service'))].join(
    '\n',
  )
}

function frontendText(file: Files['development']): string {
  const files: Files = { development: file, production: file }
  return groupText('`config/frontend.yaml`: the web app as a service', describeConfig(FrontendConfig), files)
}

function aiServiceText(file: Files['development']): string {
  const files: Files = { development: file, production: file }
  return groupText(
    '`config/ai-service.yaml`: the assistant as a service',
    describeConfig(AiServiceConfig),
    files,
  )
}

function groupText(title: string, settings: readonly Setting[], files: Files): string {
  const rows = settings.map((setting) => `| ${cellsOf(setting, files).join(' | ')} |`)
  const head = ['| Key | Variable | Default | What it is |', '|---|---|---|---|']
  return `${[`## ${title}`, '', ...head, ...rows].join('\n')}\n`
}

function cellsOf(setting: Setting, files: Files): string[] {
  const { path, summary, values, secret } = setting
  const variable = files.development.get(path)?.variable ?? files.production.get(path)?.variable
  return [
    `\`${path}\`${secret ? ' 🔒' : ''}`,
    variable ? `\`${variable}\`` : '–',
    defaultOf(setting, files),
    values === null ? summary : `${summary} (${values})`,
  ]
}

function defaultOf({ path, fallback }: Setting, files: Files): string {
  const textIn = (name: keyof Files): string => {
    const source = files[name].get(path) ?? { variable: null, value: fallback }
    if (source.variable !== null && source.value === null) return '**must be set**'
    return source.value ? `\`${source.value}\`` : '–'
  }
  const [development, production] = [textIn('development'), textIn('production')]
  return development === production ? development : `${development}; in production ${production}`
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..')
  writeFileSync(join(root, configurationDocPath), configurationDoc(root))
}
