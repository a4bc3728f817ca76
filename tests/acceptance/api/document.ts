import { Ajv2020 } from 'ajv/dist/2020.js'

type Header = { required?: boolean; schema: unknown }
type Reference = { $ref: string }
type Answer = { content?: Record<string, { schema: unknown }>; headers?: Record<string, Header | Reference> }
type Parameter = { name: string; in: string; required?: boolean; schema: unknown }
export type Operation = {
  operationId: string
  method: string
  path: string
  security: boolean
  requestTypes: readonly string[]
  parameters: readonly Parameter[]
  answers: Readonly<Record<string, Answer>>
}

type RawOperation = {
  operationId: string
  security?: unknown
  requestBody?: { content: Record<string, unknown> }
  parameters?: Parameter[]
  responses: Record<string, Answer>
}
type RawDocument = {
  openapi: string
  paths: Record<string, Record<string, RawOperation>>
  components: { headers: Record<string, Header> }
}

export type Asked = { url: URL; headers: Headers; body: string | null }
export type Answered = { status: number; headers: Headers; text: string }

/** Headers that say something of the API; the others are those of HTTP or of the answer as a message. */
const ours =
  /^(x-(?!content-type-options)|etag|ratelimit|retry-after|idempotency|www-auth|content-disposition)/

/** Headers of requests by which an answer goes. */
const asked = ['idempotency-key', 'if-match', 'if-none-match']

/** Described in the same document, and answered by the AI service: the backend alone knows nothing of them. */
const ofAiService = '/api/chat'

/** The OpenAPI document of a running server, as something that requests and answers can be held against. */
export class ApiDocument {
  readonly version: string
  readonly operations: readonly Operation[]
  readonly #headers: Readonly<Record<string, Header>>
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false })

  constructor(raw: RawDocument) {
    this.version = raw.openapi
    this.#headers = raw.components.headers
    this.#ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    this.#ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
    // What the patterns beside them do not say of these is for the rules of the server.
    for (const name of ['date-time', 'email', 'password', 'time-zone', 'language-tag', 'position']) {
      this.#ajv.addFormat(name, true)
    }
    this.#ajv.addSchema(raw, 'api')
    const own = Object.entries(raw.paths).filter(([path]) => !path.startsWith(ofAiService))
    this.operations = own.flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => operationOf(path, method, operation)),
    )
  }

  static parse(text: string): ApiDocument {
    return new ApiDocument(JSON.parse(text))
  }

  /** The operation that a request reaches. A path that stands there as it is comes before templates. */
  find(method: string, pathname: string): Operation | null {
    const isLiteral = this.operations.some(({ path }) => path === pathname)
    const fits = ({ path }: Operation): boolean =>
      isLiteral ? path === pathname : patternOf(path).test(pathname)
    return this.operations.find((each) => each.method === method.toUpperCase() && fits(each)) ?? null
  }

  operation(id: string): Operation {
    const found = this.operations.find(({ operationId }) => operationId === id)
    if (!found) throw new Error(`The document has no operation ${id}`)
    return found
  }

  /** What is wrong with an answer, or nothing. */
  answerProblems(operation: Operation, { status, headers, text }: Answered): string[] {
    const answer = operation.answers[status]
    if (!answer) return [`${operation.operationId} does not document ${status}`]
    return [...this.#headerProblems(answer, headers), ...this.#bodyProblems(operation, status, headers, text)]
  }

  #bodyProblems(operation: Operation, status: number, headers: Headers, body: string): string[] {
    const { content } = operation.answers[status] ?? {}
    if (!content) return body === '' ? [] : [`${status} is documented without a body`]
    const media = (headers.get('content-type') ?? '').split(';')[0]?.trim() ?? ''
    if (!content[media]) return [`${status} is not documented as ${media}`]
    if (!media.endsWith('json')) return []
    return this.#problemsAt(
      [operation, 'responses', `${status}`, 'content', media, 'schema'],
      JSON.parse(body),
    )
  }

  #headerProblems(answer: Answer, headers: Headers): string[] {
    const documented = Object.entries(answer.headers ?? {}).map(([name, header]) => ({
      name: name.toLowerCase(),
      ...('$ref' in header ? this.#headerNamed(header.$ref) : header),
    }))
    const names = new Set(documented.map(({ name }) => name))
    return [
      ...[...headers.keys()].filter((name) => ours.test(name) && !names.has(name)).map(undocumented),
      ...documented.flatMap(({ name, required, schema }) => {
        const value = headers.get(name)
        if (value === null) return required ? [`the header ${name} is missing`] : []
        return this.#problems(`header ${name}`, schema, value)
      }),
    ]
  }

  #headerNamed(reference: string): Header {
    const header = this.#headers[reference.replace('#/components/headers/', '')]
    if (!header) throw new Error(`There is no ${reference}`)
    return header
  }

  /** What is wrong with a request that the server took, or nothing. */
  requestProblems(operation: Operation, { url, headers, body }: Asked): string[] {
    const problems = this.#parameterProblems(operation, url, headers)
    const isJson = (headers.get('content-type') ?? '').startsWith('application/json')
    // A file is read by its format's own reader, which says line by line what is wrong with it.
    if (body === null || !isJson || operation.operationId === 'importTasks') return problems
    if (!operation.requestTypes.includes('application/json')) return [...problems, 'no body is documented']
    const at = [operation, 'requestBody', 'content', 'application/json', 'schema'] as const
    return [...problems, ...this.#problemsAt(at, JSON.parse(body))]
  }

  #parameterProblems({ path, parameters }: Operation, url: URL, headers: Headers): string[] {
    const inPath = patternOf(path).exec(url.pathname)?.groups ?? {}
    const given: Readonly<Record<string, (name: string) => string | null | undefined>> = {
      path: (name) => (inPath[name] === undefined ? null : decodeURIComponent(inPath[name])),
      query: (name) => url.searchParams.get(name),
      header: (name) => headers.get(name),
    }
    const unknown = (place: string) => (name: string) =>
      !parameters.some((each) => each.in === place && each.name === name)
    return [
      ...[...url.searchParams.keys()].filter(unknown('query')).map(undocumented),
      ...asked
        .filter((name) => headers.has(name))
        .filter(unknown('header'))
        .map(undocumented),
      ...parameters.flatMap(({ name, in: place, required, schema }) => {
        const value = given[place]?.(name) ?? null
        if (value === null) return required ? [`the parameter ${name} is missing`] : []
        return this.#problems(`parameter ${name}`, schema, value)
      }),
    ]
  }

  /** A text of a header or an address may stand for a number. */
  #problems(what: string, schema: unknown, text: string): string[] {
    if (typeof schema !== 'object' || schema === null) return [`${what} has no schema`]
    const isNumber = 'type' in schema && schema.type === 'integer' && /^\d+$/.test(text)
    const validate = this.#ajv.compile(schema)
    if (validate(isNumber ? Number(text) : text)) return []
    return (validate.errors ?? []).map(({ message }) => `${what} ${message}`)
  }

  #problemsAt([{ path, method }, ...rest]: readonly [Operation, ...string[]], value: unknown): string[] {
    const pointer = ['paths', path, method.toLowerCase(), ...rest]
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const validate = this.#ajv.getSchema(`api#/${pointer}`)
    if (!validate) return [`There is no schema at ${pointer}`]
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

const undocumented = (name: string): string => `${name} is not documented`

function operationOf(path: string, method: string, raw: RawOperation): Operation {
  return {
    operationId: raw.operationId,
    method: method.toUpperCase(),
    path,
    security: raw.security !== undefined,
    requestTypes: Object.keys(raw.requestBody?.content ?? {}),
    parameters: raw.parameters ?? [],
    answers: raw.responses,
  }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
