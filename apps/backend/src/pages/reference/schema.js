import { element, prose } from './element.js'

const nestedMax = 6

/** What a schema stands for, where it is only a reference into the document. */
export function resolved(schema, api) {
  if (!schema?.$ref) return schema ?? {}
  const parts = schema.$ref.split('/').slice(1)
  return parts.reduce((at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], api) ?? {}
}

/** The forms that a value may have, `null` left out. */
function formsOf(schema) {
  const forms = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []
  return forms.filter(({ type }) => type !== 'null')
}

/** A type in a few words: `string (uuid)`, `list of Task`, `pending | done`. */
export function typeOf(given, api) {
  const schema = resolved(given, api)
  const values = schema.enum ?? (schema.const === undefined ? null : [schema.const])
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  const forms = formsOf(schema)
  const orNull = isNullable(schema) ? ' | null' : ''
  if (forms.length > 0)
    return [...new Set(forms.map((form) => typeOf(form, api)))].slice(0, 8).join(' | ') + orNull
  const type = [schema.type].flat().filter((each) => each !== 'null')[0] ?? 'any'
  if (type === 'array') return `list of ${typeOf(schema.items, api)}${orNull}`
  return type + (schema.format ? ` (${schema.format})` : '') + orNull
}

const isNullable = ({ type, anyOf = [], oneOf = [] }) =>
  [type].flat().includes('null') || [...anyOf, ...oneOf].some((form) => form.type === 'null')

function limitsOf({ minLength, maxLength, minimum, maximum, minItems, maxItems, default: fallback }) {
  const range = (low, high, unit) => {
    if (low === undefined && (high === undefined || high > 1e12)) return null
    return high === undefined || high > 1e12 ? `from ${low}${unit}` : `${low ?? 0} to ${high}${unit}`
  }
  return [
    range(minLength, maxLength, ' characters'),
    minimum !== undefined && minimum < -1e12 ? null : range(minimum, maximum, ''),
    range(minItems, maxItems, ' items'),
    fallback === undefined ? null : `default ${JSON.stringify(fallback)}`,
  ].filter(Boolean)
}

/** One named value: its type, its limits and what it is. */
export function field(name, schema, { required, description }, api, depth = 0) {
  const whole = resolved(schema, api)
  const facts = [typeOf(schema, api), ...limitsOf(whole), ...(required ? ['required'] : [])]
  const inner = memberLists(whole, api, depth + 1)
  return element(
    'div',
    {},
    element('dt', {}, element('code', {}, name), ' ', element('small', {}, facts.join(', '))),
    element('dd', {}, ...prose(description ?? whole.description ?? ''), ...inner),
  )
}

/** The members of an object, of the objects in a list, or of each form that it may have. */
export function memberLists(given, api, depth = 0) {
  const schema = resolved(given, api)
  if (depth > nestedMax) return []
  if (schema.type === 'array' || [schema.type].flat().includes('array')) {
    return memberLists(schema.items, api, depth)
  }
  const lists = formsOf(schema).flatMap((form) => memberLists(form, api, depth))
  const members = Object.entries(schema.properties ?? {})
  if (members.length > 0) lists.push(memberList(members, schema.required ?? [], api, depth))
  return lists
}

function memberList(members, required, api, depth) {
  const rows = () =>
    members.map(([name, each]) => field(name, each, { required: required.includes(name) }, api, depth))
  if (depth === 0) return element('dl', { class: 'fields' }, ...rows())
  const nested = element(
    'details',
    { class: 'nested' },
    element('summary', {}, members.length === 1 ? '1 member' : `${members.length} members`),
  )
  const open = () => nested.append(element('dl', { class: 'fields' }, ...rows()))
  nested.addEventListener('toggle', open, { once: true })
  return nested
}

const examples = {
  email: 'ada@example.org',
  password: 'correct horse battery',
  date: '2030-01-31',
  'date-time': '2030-01-31T12:00:00.000Z',
  title: 'Buy milk',
  text: 'Pay rent tomorrow p1 #home',
}

/** A value that the schema takes, with what must be there and no more. */
export function exampleOf(given, api, name = '') {
  const schema = resolved(given, api)
  if (schema.examples?.length) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [form] = formsOf(schema)
  if (form) return exampleOf(form, api, name)
  if (schema.properties) {
    const required = schema.required ?? []
    const names =
      required.length > 0 ? required : Object.keys(schema.properties).slice(0, schema.minProperties ?? 0)
    return Object.fromEntries(names.map((each) => [each, exampleOf(schema.properties[each], api, each)]))
  }
  const type = [schema.type].flat()[0]
  if (type === 'array') return [exampleOf(schema.items, api, name)]
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (type === 'object') return {}
  if (type === 'boolean') return true
  return examples[schema.format] ?? examples[name] ?? examples[name.replace(/^.*_/, '')] ?? 'text'
}
