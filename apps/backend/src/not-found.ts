import { HttpError } from '@todo/http'
import { z } from 'zod'
import type { Router } from './openapi.ts'

type Route = { path: string; method: string; pattern: RegExp; params: z.ZodType }

/** The refusal of a path that leads nowhere (404), or not with this method (405, RFC 9110, 15.5.6). */
export function missingRoute(router: Router): (method: string, pathname: string) => HttpError {
  let routes: Route[] | null = null
  return (method, pathname) => {
    routes ??= router.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === 'route' ? [routeOf(definition.route)] : [],
    )
    const methods = methodsAt(routes, pathname)
    if (methods.length === 0 || methods.includes(method)) return new HttpError('NOT_FOUND')
    return new HttpError('METHOD_NOT_ALLOWED', { headers: { allow: methods.join(', ') } })
  }
}

/** Beside a route's own path a template counts only where it can mean it: `batch` is no id, `rename` may be a tag. */
function methodsAt(routes: readonly Route[], pathname: string): string[] {
  const fitting = routes.filter(({ pattern }) => pattern.test(pathname))
  const isLiteral = fitting.some(({ path }) => path === pathname)
  const meant = isLiteral ? fitting.filter((route) => canMean(route, pathname)) : fitting
  return [...new Set(meant.map(({ method }) => method))]
}

const canMean = ({ pattern, params }: Route, pathname: string): boolean =>
  params.safeParse(pattern.exec(pathname)?.groups ?? {}).success

type Definition = { path: string; method: string; request?: { params?: unknown } | undefined }

const routeOf = ({ path, method, request }: Definition): Route => ({
  path,
  method: method.toUpperCase(),
  pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  params: request?.params instanceof z.ZodType ? request.params : z.looseObject({}),
})
