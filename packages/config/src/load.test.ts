import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ConfigError, loadConfig, parseConfig } from './load.ts'
import { redactConfig } from './redact.ts'

const folder = join(import.meta.dirname, '../../../config')
const dataDir = mkdtempSync(join(tmpdir(), 'todo-config-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

const production = {
  TODO_ENV: 'production',
  DATABASE_URL: 'postgresql://todo:hunter2hunter2@localhost/todo',
  JWT_SECRET: 'x'.repeat(40),
}

function problemsOf(run: () => unknown): readonly string[] {
  try {
    run()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('loadConfig', () => {
  test('takes the defaults of development and the variables that are set', () => {
    const config = loadConfig({ folder, env: { TODO_DATA_DIR: dataDir, PORT: '8123' } })
    expect(config.environment).toBe('development')
    expect(config.server.port).toBe(8123)
    expect(config.database.url).toBeNull()
    expect(config.auth.access_token_expire).toBe(15)
    expect(config.auth.refresh_token_expire).toBe(10080)
  })

  test('makes a secret once for a data folder and keeps it from others', () => {
    const first = loadConfig({ folder, env: { TODO_DATA_DIR: dataDir } })
    const second = loadConfig({ folder, env: { TODO_DATA_DIR: dataDir } })
    expect(first.auth.jwt_secret).toHaveLength(64)
    expect(second.auth.jwt_secret).toBe(first.auth.jwt_secret)
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe(first.auth.jwt_secret)
  })

  test('names everything that production misses at once', () => {
    expect(problemsOf(() => loadConfig({ folder, env: { TODO_ENV: 'production' } }))).toEqual([
      'DATABASE_URL (database.url) is not set',
      'JWT_SECRET (auth.jwt_secret) is not set',
    ])
  })

  test('refuses a short secret and a foreign address without showing them', () => {
    const env = { ...production, JWT_SECRET: 'tooshort', DATABASE_URL: 'mysql://hunter2@db' }
    const problems = problemsOf(() => loadConfig({ folder, env }))
    expect(problems).toEqual([
      'DATABASE_URL (database.url) is no postgresql:// address',
      'JWT_SECRET (auth.jwt_secret) is shorter than 32 characters',
    ])
    expect(problems.join()).not.toMatch(/tooshort|hunter2/)
  })

  test('accepts a complete production environment', () => {
    const config = loadConfig({
      folder,
      env: { ...production, ALLOWED_ORIGINS: 'https://a.example, https://b.example' },
    })
    expect(config.database.pool_size).toBe(20)
    expect(config.server.allowed_origins).toEqual(['https://a.example', 'https://b.example'])
    expect(config.observability.prometheus_port).toBe(9090)
  })

  test('says which file cannot be read', () => {
    expect(problemsOf(() => loadConfig({ folder, env: { TODO_ENV: 'staging' } }))).toEqual([
      `${join(folder, 'staging.yaml')} cannot be read`,
    ])
  })
})

describe('parseConfig', () => {
  const refused: [key: string, text: string, problem: string][] = [
    ['server.port', 'server: { port: "0x50" }', 'server.port is not valid'],
    ['server.port', 'server: { port: 8e3.5 }', 'server.port is not valid'],
    ['server.port', 'server: { port: " " }', 'server.port is not valid'],
    ['server.port', 'server: { port: true }', 'server.port is not valid'],
    ['server.port', 'server: { port: 65536 }', 'server.port is out of range'],
    ['database.url', 'database: { url: "postgresql://a:p#w@db/x" }', '%23'],
    ['database.url', 'database: { url: "postgresql://db/x?sslmode=on" }', 'sslmode'],
    ['database.url', 'database: { url: "postgresql://db/x?sslrootcert=/no/such.pem" }', 'sslrootcert'],
    ['server.allowed_origins', 'server: { allowed_origins: "*" }', 'no origin'],
    ['server.allowed_origins', 'server: { allowed_origins: "https://a.example/app" }', 'no origin'],
    ['server.allowed_origins', 'server: { allowed_origins: "a.example" }', 'no origin'],
  ]
  test.each(refused)('refuses a %s as in %s', (path, text, problem) => {
    const problems = problemsOf(() => parseConfig(`environment: development\n${text}`, {}))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(path)
    expect(problems[0]).toContain(problem)
  })

  test('takes what is empty as not set', () => {
    const text = `environment: development\nserver: { port: "\${PORT:-}" }\ndatabase: { pool_size: }\n`
    const { server, database } = parseConfig(text, {})
    expect([server.port, database.pool_size]).toEqual([8000, 5])
  })

  test('takes socket addresses and passwords in which characters are escaped', () => {
    for (const url of ['postgresql://todo@/todo?host=/run/postgresql', 'postgres://a:p%40ss%2Fw@db:5433/x']) {
      expect(parseConfig(`environment: development\ndatabase: { url: "${url}" }`, {}).database.url).toBe(url)
    }
  })

  test('names what is wanted together also where a single value is wrong', () => {
    const text = 'environment: production\nlog_level: LOUD\nsmtp: { url: "smtp://mail" }\n'
    expect(problemsOf(() => parseConfig(text, {}))).toEqual([
      'log_level is none of DEBUG, INFO, WARN, ERROR',
      'smtp.from is not set',
      'server.public_url is not set, and mail has links to it',
      'database.url is not set',
      'auth.jwt_secret is not set',
    ])
  })

  test.each(['', '[]', 'text', '# only a comment'])(
    'says of a file with %j that it holds no settings',
    (text) => {
      expect(problemsOf(() => parseConfig(text, {}))[0]).toMatch(/holds no settings/)
    },
  )

  test('names every bad value and every unknown key', () => {
    const text = 'environment: development\nlog_level: LOUD\nserver: { port: 99999, colour: red }\n'
    expect(problemsOf(() => parseConfig(text, {}))).toEqual([
      'log_level is none of DEBUG, INFO, WARN, ERROR',
      'server.port is out of range',
      'server.colour is not known',
    ])
  })

  test('keeps what a variable holds a value, whatever it looks like', () => {
    const text = `environment: development\nserver:\n  host: \${HOST}\n`
    expect(parseConfig(text, { HOST: '::1\nport: 1' }).server.host).toBe('::1\nport: 1')
  })

  test('refuses the texts of tasks in production traces', () => {
    const text = 'environment: production\nobservability: { content: true }\n'
    expect(problemsOf(() => parseConfig(text, {}))).toContain(
      'observability.content is not allowed in production',
    )
  })
})

test('redactConfig shows no secret', () => {
  const config = loadConfig({ folder, env: production })
  expect(JSON.stringify(redactConfig(config))).not.toMatch(/hunter2|xxxx/)
})
