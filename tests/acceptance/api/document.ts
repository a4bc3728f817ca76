import { Ajv2020 } from 'ajv/dist/2020.js'

type Answer = { content?: Record<string, { schema: unknown }> }
export type Operation = {
  operationId: string
  method: string
  path: string
  security: boolean
  hasQuery: boolean
  requestTypes: readonly string[]
  answers: Readonly<Record<string, Answer>>
}

type RawOperation = {
  operationId: string
  security?: unknown
  requestBody?: { content: Record<string, unknown> }
  responses: Record<string, Answer>
}
type RawDocument = { openapi: string; paths: Record<string, Record<string, RawOperation>> }

/** The OpenAPI document of a running server, as something that requests and answers can be held against. */
export class ApiDocument {
  readonly version: string
  readonly operations: readonly Operation[]
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true })

  constructor(raw: RawDocument) {
    this.version = raw.openapi
    this.#ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    this.#ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
    this.#ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    for (const name of ['email', 'password']) this.#ajv.addFormat(name, true)
    this.#ajv.addSchema(raw, 'api')
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
    return this.#problems([operation, 'responses', `${status}`, 'content', media, 'schema'], body)
  }

  /** What is wrong with a JSON body that the server took, or nothing. */
  requestProblems(operation: Operation, body: string): string[] {
    // A file is read by its format's own reader, which says line by line what is wrong with it.
    if (operation.operationId === 'importTasks') return []
    if (!operation.requestTypes.includes('application/json')) return []
    return this.#problems([operation, 'requestBody', 'content', 'application/json', 'schema'], body)
  }

  #problems([{ path, method }, ...rest]: readonly [Operation, ...string[]], body: string): string[] {
    const pointer = ['paths', path, method.toLowerCase(), ...rest]
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const validate = this.#ajv.getSchema(`api#/${pointer}`)
    if (!validate) return [`There is no schema at ${pointer}`]
    if (validate(JSON.parse(body))) return []
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

function operationOf(path: string, method: string, raw: RawOperation): Operation {
  return {
    operationId: raw.operationId,
    method: method.toUpperCase(),
    path,
    security: raw.security !== undefined,
    hasQuery: JSON.stringify(raw).includes('"in":"query"'),
    requestTypes: Object.keys(raw.requestBody?.content ?? {}),
    answers: raw.responses,
  }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)
