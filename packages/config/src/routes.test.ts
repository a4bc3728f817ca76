import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadRoutes } from './routes.ts'

const load = (text: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'todo-routes-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'routes.yaml'), text)
  return loadRoutes(folder)
}

describe('which service answers a path', () => {
  const serviceOf = loadRoutes('config')

  it.each([
    ['/', 'frontend'],
    ['/today', 'frontend'],
    ['/apiary', 'frontend'],
    ['/api', 'backend'],
    ['/api/tasks/42', 'backend'],
    ['/.well-known/jwks.json', 'backend'],
    ['/api/chat', 'ai-service'],
    ['/api/chat/message', 'ai-service'],
    ['/api/chatter', 'backend'],
    ['/mcp', 'ai-service'],
    ['/.well-known/oauth-protected-resource/mcp', 'ai-service'],
    ['/events/task-created', 'frontend'],
    ['/metrics', 'frontend'],
    ['/API/tasks', 'frontend'],
    ['//api', 'frontend'],
    ['', 'frontend'],
  ])('%s: %s', (path, service) => {
    expect(serviceOf(path)).toBe(service)
  })

  it('goes by the longest path, in whatever order they stand', () => {
    const find = load(
      '[{path: /, service: frontend}, {path: /a, service: backend}, {path: /a/b, service: ai-service}]',
    )
    expect(['/a/b/c', '/a/c', '/b'].map(find)).toEqual(['ai-service', 'backend', 'frontend'])
  })

  it('refuses a file with a path or a service that there is not, or without /', () => {
    for (const text of [
      '[{path: /, service: nobody}]',
      '[{path: api, service: backend}, {path: /, service: frontend}]',
      '[{path: /api/, service: backend}, {path: /, service: frontend}]',
      '[{path: /api, service: backend}]',
    ]) {
      expect(() => load(text)).toThrow()
    }
  })
})
