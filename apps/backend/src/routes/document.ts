import type { Router } from '../openapi.ts'
import { registerHeaders } from '../openapi-headers.ts'
import { describeChat } from './chat-document.ts'

const info = {
  title: 'todo',
  version: '1',
  description: 'One to-do list for terminal, browser, chat, agents and plain HTTP, with one history.',
}

/** The OpenAPI 3.1 document of all routes, and the keys that sign access tokens. */
export function addDocument(router: Router): void {
  router.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  router.openAPIRegistry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'todo_session',
    description: 'What a browser keeps after signing in with `cookie`; over https `__Host-todo_session`',
  })
  router.openAPIRegistry.registerComponent('securitySchemes', 'service', {
    type: 'http',
    scheme: 'basic',
    description: 'The AI service, by its secret',
  })
  registerHeaders(router)
  describeChat(router)
  let text: string | null = null
  router.get('/api/openapi.json', (c) => {
    text ??= JSON.stringify(router.getOpenAPI31Document({ openapi: '3.1.0', info }))
    return c.body(text, 200, { 'content-type': 'application/json' })
  })
}
