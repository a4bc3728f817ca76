import { Ajv2020 } from 'ajv/dist/2020.js'

type Answer = { content?: Record<string, { schema: unknown }>; headers?: Record<string, unknown> }
type Parameter = { name: string; in: 'query' | 'path' | 'header'; schema: { type?: string } }
export type Operation = {
  operationId: string
  method: string
  path: string
  security: boolean
  parameters: readonly Parameter[]
  requestTypes: readonly string[]
  answers: Readonly<Record<string, Answer>>
}

type RawOperation = {
  operationId: string
  security?: unknown
  parameters?: readonly Parameter[]
  requestBody?: { content: Record<string, unknown> }
  responses: Record<string, Answer>
}
type Place = Pick<Operation, 'path' | 'method'>
type RawDocument = { openapi: string; paths: Record<string, Record<string, RawOperation>> }

/** Headers that a caller goes by, in requests and in answers. */
const asked = ['idempotency-key', 'if-match', 'if-none-match']
const told = ['etag', 'x-operation-id', 'idempotency-replayed', 'retry-after', 'www-authenticate']

/** The OpenAPI document of a running server, as something that requests and answers can be held against. */
export class ApiDocument {
  readonly version: string
  readonly operations: readonly Operation[]
  readonly #requests: Ajv2020
  readonly #answers: Ajv2020

  constructor(raw: RawDocument) {
    this.version = raw.openapi
    this.#requests = schemasOf(raw, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/)
    this.#answers = schemasOf(raw, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    this.operations = Object.entries(raw.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => operationOf(path, method, operation)),
    )
  }

  static parse(text: string): ApiDocument {
    return new ApiDocument(JSON.parse(text))
  }

  /** The operation that a request reaches; literal paths come before templates. */
  find(method: string, pathname: string): Operation | null {
    const fitting = this.operations.filter(
      (each) => each.method === method.toUpperCase() && patternOf(each.path).test(pathname),
    )
    return fitting.find(({ path }) => !path.includes('{')) ?? fitting[0] ?? null
  }

  operation(id: string): Operation {
    const found = this.operations.find(({ operationId }) => operationId === id)
    if (!found) throw new Error(`The document has no operation ${id}`)
    return found
  }

  /** What is wrong with an answer, or nothing. */
  answerProblems(operation: Operation, status: number, type: string | null, body: string): string[] {
    const answer = operation.answers[status]
    if (!answer) return [`${operation.operationId} does not document ${status}`]
    if (!answer.content) return body === '' ? [] : [`${status} is documented without a body`]
    const media = (type ?? '').split(';')[0]?.trim() ?? ''
    if (!answer.content[media]) return [`${status} is not documented as ${media}`]
    if (!media.endsWith('json')) return []
    return problemsOf(this.#answers, [operation, 'responses', `${status}`, 'content', media, 'schema'], body)
  }

  /** Headers of ours that an answer has and the document does not know of. */
  headerProblems(operation: Operation, status: number, headers: Headers): string[] {
    const known = Object.keys(operation.answers[status]?.headers ?? {}).map((name) => name.toLowerCase())
    return told
      .filter((name) => headers.has(name) && !known.includes(name))
      .map((name) => `${status} has ${name}, which is not documented`)
  }

  /** What is wrong with parameters that the server took, or nothing. */
  parameterProblems({ path, method, parameters }: Operation, url: URL, headers: Headers): string[] {
    const given = [
      ...[...url.searchParams].map(([name, text]) => ({ place: 'query', name, text })),
      ...asked.flatMap((name) => ({ place: 'header', name, text: headers.get(name) })),
    ]
    return given.flatMap(({ place, name, text }) => {
      if (text === null) return []
      const index = parameters.findIndex((each) => each.in === place && each.name === name)
      const type = parameters[index]?.schema.type
      if (type === undefined) return [`The ${place} parameter ${name} is not documented`]
      const value = type === 'integer' ? text : JSON.stringify(text)
      return problemsOf(this.#requests, [{ path, method }, 'parameters', `${index}`, 'schema'], value)
    })
  }

  /** What is wrong with a JSON body that the server took, or nothing. */
  requestProblems(operation: Operation, body: string): string[] {
    // A file is read by its format's own reader, which says line by line what is wrong with it.
    if (operation.operationId === 'importTasks') return []
    if (!operation.requestTypes.includes('application/json')) return []
    return problemsOf(
      this.#requests,
      [operation, 'requestBody', 'content', 'application/json', 'schema'],
      body,
    )
  }
}

/** The document's schemas. Requests may have times in any zone, answers have one form of them. */
function schemasOf(raw: RawDocument, time: RegExp): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
  ajv.addFormat('date-time', time)
  for (const name of ['email', 'password']) ajv.addFormat(name, true)
  return ajv.addSchema(raw, 'api')
}

function problemsOf(
  ajv: Ajv2020,
  [{ path, method }, ...rest]: readonly [Place, ...string[]],
  body: string,
): string[] {
  const pointer = ['paths', path, method.toLowerCase(), ...rest]
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/')
  const validate = ajv.getSchema(`api#/${pointer}`)
  if (!validate) return [`There is no schema at ${pointer}`]
  if (validate(JSON.parse(body))) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

function operationOf(path: string, method: string, raw: RawOperation): Operation {
  return {
    operationId: raw.operationId,
    method: method.toUpperCase(),
    path,
    security: raw.security !== undefined,
    parameters: raw.parameters ?? [],
    requestTypes: Object.keys(raw.requestBody?.content ?? {}),
    answers: raw.responses,
  }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)
