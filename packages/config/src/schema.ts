import { accessSync, constants } from 'node:fs'
import { isIP } from 'node:net'
import { z } from 'zod'

export const secretLengthMin = 32

/** Environment variables are texts, and so is everything that a reference put in. What is empty counts as not set. */
function integer(min: number, max: number, fallback: number) {
  return z.preprocess(numberIn, z.int().min(min).max(max).default(fallback))
}

function numberIn(value: unknown): unknown {
  if (value === null || value === '') return undefined
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
}

/** An empty text counts as not set. */
const optionalText = z
  .string()
  .trim()
  .nullish()
  .transform((text) => text || null)

const listText = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((value) =>
    (typeof value === 'string' ? value.split(',') : (value ?? [])).map((each) => each.trim()).filter(Boolean),
  )

const databaseUrl = optionalText.superRefine((text, { addIssue }) => {
  const message = text === null ? null : databaseUrlProblem(text)
  if (message) addIssue({ code: 'custom', message })
})

const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']

function databaseUrlProblem(text: string): string | null {
  if (!/^postgres(ql)?:\/\/./.test(text)) return 'is no postgresql:// address'
  const url = parseDatabaseUrl(text)
  if (!url) return 'is no valid address: write @ : / # ? % in user and password as %40 %3A %2F %23 %3F %25'
  const { searchParams } = url
  const mode = searchParams.get('sslmode')
  if (mode !== null && !sslModes.includes(mode))
    return `has an sslmode that is none of ${sslModes.join(', ')}`
  const unread = ['sslrootcert', 'sslcert', 'sslkey'].find((key) => !canRead(searchParams.get(key)))
  return unread ? `names a file in ${unread} that cannot be read` : null
}

/** A socket address (`postgresql://user@/db?host=/folder`) is no URL to JavaScript, which wants a host. */
function parseDatabaseUrl(text: string): URL | null {
  return URL.parse(text) ?? URL.parse(text.replace('@/', '@localhost/'))
}

function canRead(path: string | null): boolean {
  if (path === null || path === 'system') return true
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

const webUrl = optionalText.refine(
  (text) => text === null || (/^https?:\/\//.test(text) && URL.canParse(text)),
  'is no http:// or https:// address',
)
const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform((value) => value === true || value === 'true')
  .default(false)

/** `https://app.example.org`, with nothing after the port. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text.toLowerCase()
}

/** An address, or a network as `10.0.0.0/8`. */
function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more !== undefined) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const server = z.strictObject({
  host: z.string().default('127.0.0.1').describe('The address to listen on'),
  port: integer(0, 65_535, 8000).describe('The port to listen on; 0 takes a free one'),
  public_url: webUrl.describe('Where people reach the server: links, cookies, trusted origin'),
  data_dir: z.string().min(1).default('.data').describe('The folder for what the server keeps itself'),
  allowed_origins: listText
    .refine(
      (origins) => origins.every(isOrigin),
      'holds what is no origin as https://app.example.org, without a path and without *',
    )
    .transform((origins) => origins.map((origin) => origin.toLowerCase()))
    .describe('Origins, separated by commas, whose pages may call the API'),
  trusted_proxies: listText
    .refine((proxies) => proxies.every(isNetwork), 'holds what is neither an address nor a network')
    .describe('Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For counts'),
  rate_limit: z
    .enum(['normal', 'relaxed'])
    .default('normal')
    .describe('relaxed: only attempts to sign in are limited'),
  rate_limit_account: integer(1, 1_000_000_000, 1_200).describe('Requests a minute of one account'),
  rate_limit_address: integer(1, 1_000_000_000, 6_000).describe('Requests a minute from one address'),
})

const database = z.strictObject({
  url: databaseUrl.meta({ secret: true }).describe('PostgreSQL 15 or newer; may be a transaction pooler'),
  direct_url: databaseUrl
    .meta({ secret: true })
    .describe('Past the pooler, for migrations and LISTEN; by default the same'),
  pool_size: integer(1, 500, 5).describe('Connections to the database at most'),
  prepared: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .describe('Named prepared statements; off for a pooler that does not know them, auto finds out'),
})

const auth = z.strictObject({
  jwt_secret: optionalText
    .refine(
      (text) => text === null || text.length >= secretLengthMin,
      `is shorter than ${secretLengthMin} characters`,
    )
    .meta({ secret: true })
    .describe(
      `Encrypts the keys that sign tokens; at least ${secretLengthMin} characters. In development one is made and kept`,
    ),
  exchange_secret: optionalText
    .refine(
      (text) => text === null || text.length >= secretLengthMin,
      `is shorter than ${secretLengthMin} characters`,
    )
    .meta({ secret: true })
    .describe(
      'What the AI service shows to act for people; where it is not set, it is made from `jwt_secret` on both sides',
    ),
  access_token_expire: integer(1, 1440, 15).describe('Minutes that an access token lasts'),
  refresh_token_expire: integer(1, 129_600, 10_080).describe(
    'Minutes after its last use that a session ends',
  ),
  registration: z
    .enum(['open', 'closed'])
    .default('open')
    .describe('closed: only an administrator makes accounts'),
})

const smtp = z.strictObject({
  url: optionalText
    .refine(
      (text) => text === null || (/^smtps?:\/\//.test(text) && URL.canParse(text)),
      'is no smtp:// or smtps:// address',
    )
    .meta({ secret: true })
    .describe('The server that takes mail, with user and password; without it no mail is sent'),
  from: optionalText.describe('The sender of mail: `Todo <todo@example.org>`'),
})

const openai = z.strictObject({
  api_key: optionalText.meta({ secret: true }).describe('The key of the model that the assistant asks'),
  base_url: webUrl.describe('Another service with the same API'),
  model: z.string().default('gpt-4o').describe('The model that the assistant asks'),
  api: z
    .preprocess((text) => (text === '' ? null : text), z.enum(['responses', 'chat_completions']).nullish())
    .transform((api) => api ?? null)
    .describe(
      'How it is spoken to: `responses` or `chat_completions`; by default the first at OpenAI, and the second at another service',
    ),
  context_tokens: z
    .preprocess(numberIn, z.int().min(6_000).max(10_000_000).nullish())
    .transform((tokens) => tokens ?? null)
    .describe(
      'How much the model can read at once; by default 128000 at OpenAI, and 16384 at another service. What was said earlier is left away beyond that',
    ),
})

const chat = z.strictObject({
  messages_per_minute: integer(1, 1_000_000, 30).describe(
    'Messages that an account may send to the assistant',
  ),
  tokens_per_day: integer(1, 1_000_000_000_000, 1_000_000).describe(
    'Tokens that the model may read and write for an account in 24 hours',
  ),
  run_minutes: integer(1, 60, 5).describe('Minutes after which an answer that still goes on is ended'),
  frame_hours: integer(1, 720, 24).describe(
    'Hours for which the stream of an answer that has ended can be read again; what was said stays',
  ),
})

const tasks = z.strictObject({
  trash_days: integer(1, 3650, 30).describe('Days that the trash keeps a task'),
})

const kafka = z.strictObject({
  brokers: listText.describe('The brokers, separated by commas: `kafka-0:9092,kafka-1:9092`'),
})

const dapr = z.strictObject({
  pubsub_name: z.string().default('task-pubsub').describe('The Dapr component that carries events'),
  state_store: z.string().default('task-statestore').describe('The Dapr component that keeps state'),
})

const observability = z.strictObject({
  jaeger_endpoint: webUrl.describe('Where traces go (OTLP)'),
  prometheus_host: z.string().default('127.0.0.1').describe('The address of `/metrics`'),
  prometheus_port: integer(0, 65_535, 9090).describe('The port of `/metrics`; 0 for no listener'),
  content: flag.describe('Texts of tasks in traces; refused in production'),
})

/** The web app as a service of its own, by the names of `config/frontend.yaml`. */
export const FrontendConfig = z.strictObject({
  host: z.string().default('127.0.0.1').describe('The address to listen on'),
  port: integer(0, 65_535, 3000).describe('The port to listen on; 0 takes a free one'),
  backend_url: z
    .string()
    .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'is no http:// or https:// address')
    .describe('Where the API is'),
  ai_service_url: webUrl.describe('Where the assistant is; without it there is none'),
})
export type FrontendConfig = z.infer<typeof FrontendConfig>

const logLevel = z
  .string()
  .toUpperCase()
  .pipe(z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']))
  .default('INFO')
  .describe('The least serious lines that are logged')

/** The assistant as a service of its own, by the names of `config/ai-service.yaml`. */
export const AiServiceConfig = z.strictObject({
  log_level: logLevel,
  host: z.string().default('127.0.0.1').describe('The address to listen on'),
  port: integer(0, 65_535, 8001).describe('The port to listen on; 0 takes a free one'),
  backend_url: z
    .string()
    .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'is no http:// or https:// address')
    .describe('Where the API is'),
  public_url: webUrl.describe('Where people and programs reach the whole: `/mcp` stands below it'),
  exchange_secret: auth.shape.exchange_secret.describe(
    'The `auth.exchange_secret` of the API: without it, agents are let in by key alone',
  ),
  allowed_origins: server.shape.allowed_origins,
  database: z
    .strictObject({
      url: databaseUrl
        .meta({ secret: true })
        .describe('The database of the backend, for the chat; without it there is no chat'),
      pool_size: database.shape.pool_size,
    })
    .prefault({}),
  openai: openai.prefault({}),
  chat: chat.prefault({}),
})
export type AiServiceConfig = z.infer<typeof AiServiceConfig>

/** Everything that can be configured, by the names of the files in `config/`. */
export const Config = z
  .strictObject({
    environment: z
      .enum(['development', 'production'])
      .describe('production: what is missing or too weak for a server refuses to start'),
    log_level: logLevel,
    server: server.prefault({}),
    database: database.prefault({}),
    auth: auth.prefault({}),
    smtp: smtp.prefault({}),
    tasks: tasks.prefault({}),
    openai: openai.prefault({}),
    chat: chat.prefault({}),
    kafka: kafka.prefault({}),
    dapr: dapr.prefault({}),
    observability: observability.prefault({}),
  })
  .superRefine(checkTogether, { when: hasAllGroups })
export type Config = z.infer<typeof Config>

/** Also where a single value is wrong, so that everything is named at once; a value that is wrong is no text then. */
function hasAllGroups({ value }: z.core.ParsePayload): boolean {
  return typeof value === 'object' && value !== null && !Object.values(value).includes(null)
}

function checkTogether(
  { environment, server, database, auth, smtp, observability }: Config,
  { addIssue }: z.core.$RefinementCtx,
): void {
  const say = (path: string[], message: string): void => addIssue({ code: 'custom', path, message })
  if (smtp.url !== null && smtp.from === null) say(['smtp', 'from'], 'is not set')
  if (environment !== 'production') return
  if (smtp.url !== null && server.public_url === null) {
    say(['server', 'public_url'], 'is not set, and mail has links to it')
  }
  if (database.url === null) say(['database', 'url'], 'is not set')
  if (auth.jwt_secret === null) say(['auth', 'jwt_secret'], 'is not set')
  if (observability.content) say(['observability', 'content'], 'is not allowed in production')
}
