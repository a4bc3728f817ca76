import { execFileSync } from 'node:child_process'
import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPool, migrate } from '@todo/store/postgres'
import type { Cluster } from '@todo/store/postgres/embedded'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { type OtherPostgres, startOtherPostgres } from './other-postgres.ts'
import { programNamed } from './programs.ts'

let postgres: OtherPostgres
let port = 0
beforeAll(async () => {
  port = await freePort()
  postgres = await startOtherPostgres(withTls)
})
afterAll(() => postgres.stop())

/** Over the network only with TLS, by a certificate for `localhost` that its own authority signed. */
function withTls({ pgdata, identity }: Cluster) {
  const openssl = (...words: string[]) =>
    execFileSync(programNamed('openssl'), words, { cwd: pgdata, stdio: 'pipe' })
  const request = ['req', '-newkey', 'rsa:2048', '-nodes', '-subj']
  openssl(...request, '/CN=Test authority', '-x509', '-days', '2', '-keyout', 'ca.key', '-out', 'ca.pem')
  openssl(
    ...request,
    '/CN=Another authority',
    '-x509',
    '-days',
    '2',
    '-keyout',
    'x.key',
    '-out',
    'other-ca.pem',
  )
  openssl(...request, '/CN=localhost', '-keyout', 'server.key', '-out', 'server.csr')
  writeFileSync(join(pgdata, 'names'), 'subjectAltName=DNS:localhost\n')
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names']
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.crt', ...signed)
  const { user } = identity
  if (user) for (const file of ['server.key', 'server.crt']) chownSync(join(pgdata, file), user.uid, user.gid)
  return {
    settings: { ssl: 'on', listen_addresses: '127.0.0.1', port: String(port) },
    hostAccess: 'hostssl all all 127.0.0.1/32 trust\n',
  }
}

const authority = (name: string): string => join(postgres.folder, 'data', name)
const address = (host: string, query: string): string =>
  `postgresql://postgres@${host}:${port}/postgres?${query}`

/** Whether the connection that answers is encrypted. */
async function isEncrypted(url: string): Promise<boolean> {
  const pool = createPool({ url })
  try {
    const { rows } = await pool.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')
    return rows[0].ssl
  } finally {
    await pool.end()
  }
}

describe('a database over TLS', () => {
  test('is migrated and asked with a certificate that the named authority signed for that host', async () => {
    const url = address('localhost', `sslmode=verify-full&sslrootcert=${authority('ca.pem')}`)
    expect(await isEncrypted(url)).toBe(true)
    expect((await migrate(url)).applied).toContain('001_initial')
  })

  test('is not spoken to where another authority signed', async () => {
    const url = address('localhost', `sslmode=verify-full&sslrootcert=${authority('other-ca.pem')}`)
    await expect(isEncrypted(url)).rejects.toThrow(/certificate/)
  })

  test('is not spoken to under a name that the certificate does not have', async () => {
    const url = address('127.0.0.1', `sslmode=verify-full&sslrootcert=${authority('ca.pem')}`)
    await expect(isEncrypted(url)).rejects.toThrow(/altnames/)
  })

  test('takes a certificate unseen with sslmode=no-verify, encrypted all the same', async () => {
    expect(await isEncrypted(address('127.0.0.1', 'sslmode=no-verify'))).toBe(true)
  })

  test('refuses what comes in the clear', async () => {
    await expect(isEncrypted(address('127.0.0.1', 'sslmode=disable'))).rejects.toThrow(/no encryption/)
  })
})
