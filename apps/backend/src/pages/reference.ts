import { readFileSync } from 'node:fs'
import type { Router } from '../openapi.ts'

/** What the page is made of. No part comes from elsewhere, so it works without a network. */
const parts = {
  'page.js': 'text/javascript; charset=utf-8',
  'element.js': 'text/javascript; charset=utf-8',
  'schema.js': 'text/javascript; charset=utf-8',
  'try.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
}

/** Scripts and styles from this server only, none inline, and requests to nobody else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const read = (name: string): string => readFileSync(new URL(`./reference/${name}`, import.meta.url), 'utf8')

/** The API's reference, made in the browser from `/api/openapi.json`; requests can be tried on it. */
export function addReference(router: Router): void {
  const page = read('page.html')
  router.get('/api/docs', (c) => c.html(page, 200, { 'content-security-policy': policy }))
  for (const [name, type] of Object.entries(parts)) {
    const text = read(name)
    router.get(`/api/docs/${name}`, (c) => c.body(text, 200, { 'content-type': type }))
  }
}
