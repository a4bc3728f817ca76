import { parse } from 'yaml'
import { z } from 'zod'
import { type AiServiceConfig, Config, type FrontendConfig } from './schema.ts'

/** One key that can be configured, as a person needs to know it. */
export type Setting = {
  /** `server.port` */
  path: string
  summary: string
  /** What it is where neither the file nor the environment says; `null` for nothing. */
  fallback: string | null
  /** The values that it takes, in words; `null` for any text. */
  values: string | null
  secret: boolean
}

/** What a file says about a key: a variable with its default, or a value of its own. */
export type SettingSource = { variable: string | null; value: string | null }

const Leaf = z.looseObject({
  description: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  enum: z.array(z.string()).optional(),
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  secret: z.boolean().optional(),
})
type Leaf = z.infer<typeof Leaf>

const Group = z.looseObject({ properties: z.record(z.string(), z.unknown()) })

/** Every key of the schema in its order. Throws where one lacks a description. */
export function describeConfig(
  schema: typeof Config | typeof FrontendConfig | typeof AiServiceConfig = Config,
): Setting[] {
  return settingsOf('', z.toJSONSchema(schema, { unrepresentable: 'any' }))
}

function settingsOf(path: string, schema: unknown): Setting[] {
  const group = Group.safeParse(schema)
  if (!group.success) return [settingOf(path, Leaf.parse(schema))]
  return Object.entries(group.data.properties).flatMap(([key, each]) => settingsOf(join(path, key), each))
}

function settingOf(path: string, leaf: Leaf): Setting {
  if (leaf.description === undefined) throw new Error(`${path} says not what it is for`)
  return {
    path,
    summary: leaf.description,
    fallback: leaf.default === undefined ? null : `${leaf.default}`,
    values: valuesOf(leaf),
    secret: leaf.secret === true,
  }
}

function valuesOf({ enum: values, type, minimum, maximum }: Leaf): string | null {
  if (values) return values.map((value) => `\`${value}\``).join(', ')
  if (type === 'boolean') return '`true`, `false`'
  return minimum !== undefined && maximum !== undefined ? `${minimum}–${maximum}` : null
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

/** What the text of a file says about each key, by its path. */
export function readReferences(text: string): Map<string, SettingSource> {
  const sources = new Map<string, SettingSource>()
  collect('', parse(text), sources)
  return sources
}

function collect(path: string, value: unknown, into: Map<string, SettingSource>): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) collect(join(path, key), each, into)
    return
  }
  const [, variable = null, fallback] = /^\$\{(\w+)(?::-([^}]*))?\}$/.exec(`${value}`) ?? []
  into.set(path, variable === null ? { variable, value: `${value}` } : { variable, value: fallback ?? null })
}
