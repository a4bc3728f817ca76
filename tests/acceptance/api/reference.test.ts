import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const folder = '../../../apps/backend/src/pages/reference/'

type Raw = {
  paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { schema: unknown }> }; summary?: string }>
  >
}

/** The document of a running server, whose form other tests hold against the specification. */
const documentOf = async (): Promise<Raw> => JSON.parse((await api.send('/api/openapi.json')).text)

/** The scripts and styles that a part names, as addresses of the server. */
const namedIn = (text: string): string[] =>
  [...text.matchAll(/(?:src|href)="([^"]+)"|from '([^']+)'/g)]
    .map(([, address = '', module = '']) => address || module.replace('./', '/api/docs/'))
    .filter((address) => /[.](js|css)$/.test(address))

describe('the reference at /api/docs', () => {
  test('is a page that may load and ask nothing but this server, and has nothing inline', async () => {
    const { status, headers, text } = await api.send('/api/docs')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/html/)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/)
    expect(policy).toMatch(/frame-ancestors 'none'/)
    expect(policy).not.toMatch(/unsafe|http|\*/)
    expect(text).not.toMatch(/<style| style=| on\w+=|<script(?![^>]* src=)/)
  })

  test('has every part that it names, of the right type, and none from elsewhere', async () => {
    const waiting = ['/api/docs']
    const seen = new Set<string>()
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue
      seen.add(path)
      const { status, headers, text } = await api.send(path)
      expect([path, status]).toEqual([path, 200])
      const type = path.endsWith('.js') ? 'javascript' : path.endsWith('.css') ? 'css' : 'html'
      expect(headers.get('content-type')).toContain(type)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(text).not.toMatch(/\/\/\w+[.]\w|@import|url\(/)
      waiting.push(...namedIn(text))
    }
    expect([...seen].sort()).toEqual([
      '/api/docs',
      '/api/docs/element.js',
      '/api/docs/page.js',
      '/api/docs/schema.js',
      '/api/docs/style.css',
      '/api/docs/try.js',
    ])
  })

  test('writes texts as texts, whatever stands in the document', () => {
    for (const name of ['page.js', 'element.js', 'schema.js', 'try.js']) {
      const source = readFileSync(new URL(folder + name, import.meta.url), 'utf8')
      expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/)
    }
  })

  test('begins every body with one that the document allows', async () => {
    const { exampleOf }: { exampleOf(schema: unknown, api: unknown): unknown } = await import(
      new URL(`${folder}schema.js`, import.meta.url).href
    )
    const raw = await documentOf()
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
    ajv.addSchema(raw, 'api')
    let count = 0
    for (const [path, methods] of Object.entries(raw.paths)) {
      for (const [method, { requestBody, summary }] of Object.entries(methods)) {
        expect([path, summary]).toEqual([path, expect.stringMatching(/./)])
        const schema = requestBody?.content['application/json']?.schema
        if (schema === undefined) continue
        count += 1
        const parts = ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema']
        const pointer = parts.map((part) =>
          encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
        )
        const validate = ajv.getSchema(`api#/${pointer.join('/')}`)
        const isValid = validate?.(exampleOf(schema, raw))
        expect([method, path, isValid, validate?.errors]).toEqual([method, path, true, null])
      }
    }
    expect(count).toBeGreaterThan(15)
  })
})
