import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

export const services = ['backend', 'ai-service', 'frontend'] as const
export type Service = (typeof services)[number]

const Routes = z
  .array(
    z.strictObject({
      path: z.string().regex(/^\/([^/?#]+(\/[^/?#]+)*)?$/, 'is no path, as /api'),
      service: z.enum(services),
    }),
  )
  .refine((routes) => routes.some(({ path }) => path === '/'), 'says nothing about /')

/** Which service answers a path. */
export type FindService = (pathname: string) => Service

/** Reads `routes.yaml` in the folder of the configuration: path → service, for every way in which the parts are joined. */
export function loadRoutes(folder: string): FindService {
  return findIn(Routes.parse(parse(readFileSync(resolve(folder, 'routes.yaml'), 'utf8'))))
}

function findIn(routes: z.infer<typeof Routes>): FindService {
  const longestFirst = routes.toSorted((left, right) => right.path.length - left.path.length)
  return (pathname) => {
    const route = longestFirst.find(
      ({ path }) => path === '/' || pathname === path || isBelow(pathname, path),
    )
    return route?.service ?? 'frontend'
  }
}

const isBelow = (pathname: string, path: string): boolean => pathname.startsWith(`${path}/`)
