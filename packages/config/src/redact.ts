/** Members that are never printed, wherever they stand. */
const secretKeys = new Set(['url', 'direct_url', 'jwt_secret', 'api_key'])

/** A copy of the configuration that may be shown: secrets say only whether they are set. */
export function redactConfig(value: unknown, key = ''): unknown {
  if (secretKeys.has(key)) return value ? '(set)' : '(not set)'
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, redactConfig(each, name)]))
}
