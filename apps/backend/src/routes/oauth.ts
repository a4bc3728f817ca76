import { limitBody, protectedResource, readBody } from '@todo/http'
import type { Context } from 'hono'
import { cors } from 'hono/cors'
import { authorizePath, metadataPath } from '../auth/oauth.ts'
import { loginPage } from '../auth/oauth-names.ts'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import { refuseBeyond } from '../limits/verdicts.ts'
import type { Router } from '../openapi.ts'

const endpoint = '/api/auth/oauth2'
const resourcePath = '/.well-known/oauth-protected-resource'

/**
 * OAuth 2.1 for agents, as RFC 8414, 7591, 6749, 7636, 8707 and 7009 have it: their forms, answers and errors, so these
 * are not in our OpenAPI document; clients find them by the metadata.
 */
export function addOAuth(router: Router, deps: Deps): void {
  addMetadata(router, deps)
  addRegistration(router, deps)
  addAuthorize(router, deps)
  addTokens(router, deps)
}

/** No cookie counts at these, so any page may ask: agents that run in a browser do. */
const fromAnywhere = cors({ origin: '*', allowMethods: ['GET', 'POST'], maxAge: 600 })

function addMetadata(router: Router, { oauth, baseUrl }: Deps): void {
  const forAWhile = { 'cache-control': 'public, max-age=300' }
  for (const path of [resourcePath, `${resourcePath}/mcp`]) {
    router.use(path, fromAnywhere)
    router.get(path, (c) => c.json(protectedResource(baseUrl), 200, forAWhile))
  }
  router.use(metadataPath, fromAnywhere)
  router.get(metadataPath, async (c) => c.json(await oauth.metadata(), 200, forAWhile))
}

function addRegistration(router: Router, { oauth, clientLimit }: Deps): void {
  const path = `${endpoint}/register`
  router.use(path, fromAnywhere, limitBody(), readBody())
  router.post(path, async (c) => {
    const address = c.get('address')
    if (clientLimit && address !== null) refuseBeyond(c, 'oauth-client', await clientLimit.count(address))
    return oauth.register(c.get('bodyText'))
  })
}

/** A person comes here with their browser, sent by an agent. */
function addAuthorize(router: Router, { oauth, browserSessions }: Deps): void {
  router.get(authorizePath, async (c) => {
    const recognised = await browserSessions.recognise(c.req.header('cookie'))
    for (const cookie of recognised?.setCookies ?? []) c.header('Set-Cookie', cookie, { append: true })
    const { searchParams, search } = new URL(c.req.url)
    const location = await oauth.authorize(searchParams, recognised?.principal.sessionId ?? null)
    c.header('Cache-Control', 'no-store')
    if (!location.startsWith(`${loginPage}?`)) return c.redirect(location, 302)
    return c.redirect(`${loginPage}?${new URLSearchParams({ next: authorizePath + search })}`, 302)
  })
}

function addTokens(router: Router, { oauth }: Deps): void {
  for (const verb of ['token', 'revoke'] as const) {
    const path = `${endpoint}/${verb}`
    router.use(path, fromAnywhere, limitBody(), readBody())
    router.post(path, (c) => oauth[verb](formOf(c), c.req.header('authorization')))
  }
}

const formOf = (c: Context<AppEnv>): URLSearchParams => new URLSearchParams(c.get('bodyText'))
