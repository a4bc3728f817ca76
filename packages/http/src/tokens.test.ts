import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createRevocations } from './revocations.ts'
import { createTokenVerifier } from './tokens.ts'

type Pair = Awaited<ReturnType<typeof generateKeyPair>>
let first: Pair
let second: Pair
beforeAll(async () => {
  first = await generateKeyPair('EdDSA', { extractable: true })
  second = await generateKeyPair('EdDSA', { extractable: true })
})

let now = Date.UTC(2026, 0, 1)
const seconds = (): number => Math.floor(now / 1000)

function token(pair: Pair, kid: string, claims: object = {}): Promise<string> {
  return new SignJWT({ sid: 's', client: 'cli', actor: 'user', scope: 'tasks:read nonsense', ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid })
    .setSubject('u')
    .setIssuer('todo')
    .setAudience('todo')
    .setExpirationTime(seconds() + 900)
    .sign(pair.privateKey)
}

type Kids = Readonly<Record<string, Pair>>

async function verifier(kids: Kids) {
  const asked: { times: number; kids: Kids | null } = { times: 0, kids }
  const used: string[] = []
  const revocations = createRevocations(() => now)
  const tokens = createTokenVerifier({
    issuer: 'todo',
    revocations,
    now: () => now,
    onUse: (sessionId) => used.push(sessionId),
    keys: async () => {
      asked.times += 1
      if (!asked.kids) throw new Error('away')
      const keys = Object.entries(asked.kids).map(async ([kid, { publicKey }]) => ({
        ...(await exportJWK(publicKey)),
        alg: 'EdDSA',
        kid,
      }))
      return { keys: await Promise.all(keys) }
    },
  })
  return { tokens, asked, used, revocations }
}

test('tells who calls, and keeps only scopes that exist', async () => {
  const { tokens, used } = await verifier({ one: first })
  expect(await tokens.verify(await token(first, 'one'))).toEqual({
    userId: 'u',
    sessionId: 's',
    client: 'cli',
    actor: 'user',
    scopes: ['tasks:read'],
    expiresAt: (seconds() + 900) * 1000,
  })
  expect(used).toEqual(['s'])
})

test('a remembered token ends with its time and with its session', async () => {
  const { tokens, asked, revocations } = await verifier({ one: first })
  const [ending, revoked] = [await token(first, 'one'), await token(first, 'one', { sid: 'gone' })]
  expect([await tokens.verify(ending), await tokens.verify(revoked)]).not.toContain(null)
  revocations.add('gone', now + 900_000)
  expect(await tokens.verify(revoked)).toBeNull()
  expect(await tokens.verify(ending)).not.toBeNull()
  now += 901_000
  expect(await tokens.verify(ending)).toBeNull()
  expect(asked.times).toBe(1)
})

test('takes a token of a key that was made a moment ago, also while strangers name others', async () => {
  const { tokens, asked } = await verifier({ one: first })
  await tokens.verify(await token(first, 'one'))
  const strangers = Array.from({ length: 20 }, async (_, index) =>
    tokens.verify(await token(second, `stranger${index}`)),
  )
  await Promise.all(strangers)
  asked.kids = { one: first, two: second }
  expect(await tokens.verify(await token(second, 'two'))).not.toBeNull()
  expect(asked.times).toBe(3)
})

test('goes on with the keys that it has where they cannot be asked for again', async () => {
  const { tokens, asked } = await verifier({ one: first })
  await tokens.verify(await token(first, 'one'))
  asked.kids = null
  await expect(tokens.verify(await token(second, 'two'))).rejects.toThrow('away')
  expect(await tokens.verify(await token(first, 'one', { sid: 'another' }))).not.toBeNull()
})

test.each([
  ['no actor', { actor: 'root' }],
  ['no client', { client: 7 }],
  ['no scope', { scope: ['tasks:read'] }],
  ['no session', { sid: undefined }],
])('refuses a token with %s of ours', async (_, claims) => {
  const { tokens } = await verifier({ one: first })
  expect(await tokens.verify(await token(first, 'one', claims))).toBeNull()
})

test('takes a token for its own audience alone, and one that stands on a grant by that', async () => {
  const asked = async () => ({
    keys: [{ ...(await exportJWK(first.publicKey)), alg: 'EdDSA', kid: 'one' }],
  })
  const common = { keys: asked, issuer: 'todo', revocations: createRevocations(() => now), now: () => now }
  const mcp = createTokenVerifier({ ...common, audience: 'https://todo.example/mcp' })
  const agent = (audience: string) =>
    new SignJWT({ sid: 's', grant: 'g', client: 'mcp:Claude', actor: 'agent', scope: 'tasks:propose' })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
      .setSubject('u')
      .setIssuer('todo')
      .setAudience(audience)
      .setExpirationTime(seconds() + 900)
      .sign(first.privateKey)
  expect(await mcp.verify(await agent('https://todo.example/mcp'))).toMatchObject({
    sessionId: 'g',
    actor: 'agent',
    scopes: ['tasks:propose'],
  })
  expect(await mcp.verify(await agent('todo'))).toBeNull()
  expect(await mcp.verify(await token(first, 'one'))).toBeNull()
  expect(await createTokenVerifier(common).verify(await agent('https://todo.example/mcp'))).toBeNull()
})
