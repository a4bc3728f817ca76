import { HttpError } from '@todo/http'
import type { Router } from './openapi.ts'

/** The refusal of a path that leads nowhere (404), or not with this method (405, RFC 9110, 15.5.6). */
export function missingRoute(router: Router): (method: string, pathname: string) => HttpError {
  let routes: { pattern: RegExp; method: string }[] | null = null
  return (method, pathname) => {
    routes ??= router.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === 'route' ? [routeOf(definition.route)] : [],
    )
    const methods = routes.filter(({ pattern }) => pattern.test(pathname)).map((route) => route.method)
    if (methods.length === 0 || methods.includes(method)) return new HttpError('NOT_FOUND')
    return new HttpError('METHOD_NOT_ALLOWED', { headers: { allow: [...new Set(methods)].join(', ') } })
  }
}

const routeOf = ({ path, method }: { path: string; method: string }) => ({
  method: method.toUpperCase(),
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
})
