import { keyScopes } from '@todo/core/schemas'
import { refreshScope } from './oauth-names.ts'

/*
 * What agents send, in the form that the provider wants it. It is stricter than agents are used to where that guards
 * nothing, and less strict where a person should be asked.
 */

/** The query of a request to authorize: a person is asked each time, and the token is for `/mcp` alone. */
export function askFor(query: URLSearchParams, resource: string): URLSearchParams {
  const asked = new URLSearchParams(query)
  const scopes = (asked.get('scope') ?? keyScopes.join(' ')).split(' ').filter(Boolean)
  asked.set('scope', [...new Set([...scopes, refreshScope])].join(' '))
  if (!asked.has('resource')) asked.set('resource', resource)
  asked.set('prompt', 'consent')
  asked.delete('max_age')
  return asked
}

/** A refresh that names its scopes must name this one as well, or no further refresh token comes with it. */
export function forRefresh(form: URLSearchParams): URLSearchParams {
  const scope = form.get('scope')
  if (form.get('grant_type') !== 'refresh_token' || !scope) return form
  const asked = new URLSearchParams(form)
  asked.set('scope', [...new Set([...scope.split(' '), refreshScope])].join(' '))
  return asked
}

/** A registration; one that leads to the program's own machine is a native one, whether or not it says so. */
export function registration(body: string): string {
  const given: unknown = parsed(body)
  if (typeof given !== 'object' || given === null || 'application_type' in given) return body
  const uris: unknown = 'redirect_uris' in given ? given.redirect_uris : null
  const isNative = Array.isArray(uris) && uris.some((uri) => !/^https:/i.test(String(uri)))
  return isNative ? JSON.stringify({ ...given, application_type: 'native' }) : body
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
