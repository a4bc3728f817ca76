export type Environment = Readonly<Record<string, string | undefined>>

/** Where the values of a file came from, so that an error can name the variable to set. */
export type Resolved = {
  value: unknown
  names: Map<string, string>
  missing: { path: string; name: string }[]
}

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g

/**
 * Puts the environment into `${NAME}` and `${NAME:-default}`. It works on parsed values, so that nothing in a
 * variable can change the shape of the file. An empty variable counts as not set.
 */
export function resolveReferences(file: unknown, env: Environment): Resolved {
  const resolved: Resolved = { value: null, names: new Map(), missing: [] }
  resolved.value = resolve(file, '', env, resolved)
  return resolved
}

function resolve(value: unknown, path: string, env: Environment, into: Resolved): unknown {
  if (typeof value === 'string') return resolveText(value, path, env, into)
  if (Array.isArray(value)) return value.map((each, index) => resolve(each, join(path, index), env, into))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, resolve(each, join(path, key), env, into)]),
  )
}

const join = (path: string, key: string | number): string => (path === '' ? `${key}` : `${path}.${key}`)

function resolveText(text: string, path: string, env: Environment, into: Resolved): string {
  return text.replace(reference, (_, name: string, fallback: string | undefined) => {
    into.names.set(path, name)
    const value = env[name]
    if (value !== undefined && value !== '') return value
    if (fallback === undefined) into.missing.push({ path, name })
    return fallback ?? ''
  })
}
