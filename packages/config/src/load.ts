import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import { type Environment, type Resolved, resolveReferences } from './references.ts'
import { AiServiceConfig, Config, FrontendConfig } from './schema.ts'
import { keptSecret } from './secret.ts'

/** Names everything that is wrong at once, and never a value: a value may be a secret. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(['The configuration cannot be used:', ...problems.map((problem) => `  ${problem}`)].join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** A configuration in which the secret stands: made in development, required in production. */
export type LoadedConfig = Config & { auth: Config['auth'] & { jwt_secret: string } }

export type LoadInput = {
  env: Environment
  /** The folder with `development.yaml` and `production.yaml`. `TODO_CONFIG` names a file of one's own instead. */
  folder: string
}

/** Reads and checks the configuration. Throws {@link ConfigError}. */
export function loadConfig({ env, folder }: LoadInput): LoadedConfig {
  const environment = env.TODO_ENV || (env.NODE_ENV === 'production' ? 'production' : 'development')
  const path = env.TODO_CONFIG || resolve(folder, `${environment}.yaml`)
  const config = parseConfig(readText(path), env)
  const secret = config.auth.jwt_secret ?? keptSecret(config.server.data_dir)
  return { ...config, auth: { ...config.auth, jwt_secret: secret } }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new ConfigError([`${path} cannot be read`])
  }
}

/** What the web app needs where it is a service of its own. Throws {@link ConfigError}. */
export function loadFrontendConfig({ env, folder }: LoadInput): FrontendConfig {
  const path = env.TODO_CONFIG || resolve(folder, 'frontend.yaml')
  return parseAs(FrontendConfig, readText(path), env)
}

/** What the assistant needs where it is a service of its own. Throws {@link ConfigError}. */
export function loadAiServiceConfig({ env, folder }: LoadInput): AiServiceConfig {
  const path = env.TODO_CONFIG || resolve(folder, 'ai-service.yaml')
  return parseAs(AiServiceConfig, readText(path), env)
}

/** Checks the text of a file against the schema. Throws {@link ConfigError}. */
export function parseConfig(text: string, env: Environment): Config {
  return parseAs(Config, text, env)
}

function parseAs<Schema extends z.ZodType>(schema: Schema, text: string, env: Environment): z.infer<Schema> {
  const resolved = resolveReferences(parseYaml(text), env)
  const result = schema.safeParse(resolved.value)
  const problems = new Map(resolved.missing.map(({ path, name }) => [path, `${name} (${path}) is not set`]))
  for (const issue of result.error?.issues ?? []) {
    const path = issue.path.join('.')
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) problems.set(`${path}.${key}`, `${dotted(path, key)} is not known`)
    } else if (!problems.has(path)) {
      problems.set(path, `${nameOf(path, resolved)} ${sentence(issue)}`)
    }
  }
  if (problems.size > 0 || !result.data) throw new ConfigError([...problems.values()])
  return result.data
}

function parseYaml(text: string): unknown {
  let file: unknown
  try {
    file = parse(text)
  } catch {
    throw new ConfigError(['The file is not YAML'])
  }
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    throw new ConfigError(['The file holds no settings, as `server: { port: 8000 }`'])
  }
  return file
}

const dotted = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

function nameOf(path: string, { names }: Resolved): string {
  const name = names.get(path)
  return name ? `${name} (${path})` : path
}

/** Zod's own messages may quote the value; these do not. */
function sentence(issue: { code: string; message: string; values?: unknown }): string {
  if (issue.code === 'custom') return issue.message
  if (Array.isArray(issue.values)) return `is none of ${issue.values.join(', ')}`
  return issue.code === 'too_small' || issue.code === 'too_big' ? 'is out of range' : 'is not valid'
}
