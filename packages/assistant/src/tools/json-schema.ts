import { unsaid } from './fields.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/** What costs a model tokens and tells it nothing: what breaks a pattern is answered in words. */
const dropped = new Set(['$schema', 'id', 'pattern', 'readOnly'])

/** A schema as models read it: without patterns, and without the `null` that is taken but means nothing. */
export function plainSchema(schema: JsonSchema): JsonSchema {
  const { anyOf, [unsaid]: isUnsaid, properties, $defs, ...rest } = schema
  const [said] = isUnsaid === true && Array.isArray(anyOf) ? anyOf : []
  const members = Object.entries(
    isSchema(said) ? { ...said, ...rest } : { ...rest, ...(anyOf !== undefined && { anyOf }) },
  )
  return {
    ...Object.fromEntries(
      members.flatMap(([key, value]) => (dropped.has(key) ? [] : [[key, plainValue(value)]])),
    ),
    ...(isSchema(properties) && { properties: mapped(properties) }),
    ...(isSchema($defs) && { $defs: mapped($defs) }),
  }
}

function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue)
  return isSchema(value) ? plainSchema(value) : value
}

const mapped = (named: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, plainValue(schema)]))

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
