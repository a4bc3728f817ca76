import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import {
  fromJsonSchema,
  type JsonSchemaType,
  McpServer,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import { createMcpEndpoint } from '@todo/assistant/mcp'
import { createTaskService } from '@todo/core'
import { systemClock, systemIds } from '@todo/core/system'
import { createMemoryStore } from '@todo/store/memory'
import { z } from 'zod'

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
const wav = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA='

const text = (words: string) => ({ type: 'text' as const, text: words })
const image = { type: 'image' as const, data: png, mimeType: 'image/png' }
const embedded = (uri: string, words: string) => ({
  type: 'resource' as const,
  resource: { uri, mimeType: 'text/plain', text: words },
})

/** What the suite asks for by name, and a list has no use for. */
function fixtureServer(): McpServer {
  const server = new McpServer(
    { name: 'fixture', version: '1.0.0' },
    { capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, logging: {} } },
  )
  addTools(server)
  addResources(server)
  addPrompts(server)
  return server
}

function addTools(server: McpServer): void {
  const say = (
    name: string,
    ...content: (ReturnType<typeof text> | typeof image | ReturnType<typeof embedded>)[]
  ) => server.registerTool(name, { description: name }, () => ({ content }))
  say('test_simple_text', text('This is a simple text response for testing.'))
  say('test_image_content', image)
  say('test_embedded_resource', embedded('test://embedded-resource', 'This is an embedded resource content.'))
  say(
    'test_multiple_content_types',
    text('Multiple content types test:'),
    image,
    embedded('test://mixed', '{}'),
  )
  const audio = { type: 'audio' as const, data: wav, mimeType: 'audio/wav' }
  server.registerTool('test_audio_content', { description: 'Sound' }, () => ({ content: [audio] }))
  server.registerTool('test_error_handling', { description: 'Fails' }, () => {
    throw new Error('This tool intentionally returns an error for testing')
  })
  const inputSchema = z.object({})
  server.registerTool(
    'test_tool_with_progress',
    { description: 'Slow', inputSchema },
    async (_, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken
      if (progressToken === undefined) return { content: [text('Nobody asked')] }
      for (const progress of [0, 50, 100]) {
        const params = { progressToken, progress, total: 100 }
        await mcpReq.notify({ method: 'notifications/progress', params })
      }
      return { content: [text(String(progressToken))] }
    },
  )
  for (const name of ['test_tool_with_logging', 'test_logging_tool']) {
    server.registerTool(name, { description: 'Logs', inputSchema }, async (_, { mcpReq }) => {
      for (const words of ['started', 'processing', 'completed']) await mcpReq.log('info', words)
      return { content: [text('Logged')] }
    })
  }
  server.registerTool(
    'json_schema_2020_12_tool',
    { description: 'Nested', inputSchema: fromJsonSchema<object>(richSchema) },
    (args) => ({ content: [text(JSON.stringify(args))] }),
  )
}

/** Keywords that must not be lost on the way. */
const richSchema: JsonSchemaType = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }, { required: ['name'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
}

function addResources(server: McpServer): void {
  server.registerResource('static-text', 'test://static-text', { mimeType: 'text/plain' }, ({ href }) => ({
    contents: [
      { uri: href, mimeType: 'text/plain', text: 'This is the content of the static text resource.' },
    ],
  }))
  server.registerResource('static-binary', 'test://static-binary', { mimeType: 'image/png' }, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'image/png', blob: png }],
  }))
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { mimeType: 'application/json' },
    ({ href }, { id }) => ({
      contents: [
        { uri: href, mimeType: 'application/json', text: JSON.stringify({ id, data: `Data for ID: ${id}` }) },
      ],
    }),
  )
}

function addPrompts(server: McpServer): void {
  const user = <Content>(content: Content) => ({ role: 'user' as const, content })
  server.registerPrompt('test_simple_prompt', { description: 'Simple' }, () => ({
    messages: [user(text('This is a simple prompt for testing.'))],
  }))
  const argsSchema = z.object({ arg1: z.string(), arg2: z.string() })
  server.registerPrompt(
    'test_prompt_with_arguments',
    { description: 'Arguments', argsSchema },
    ({ arg1, arg2 }) => ({
      messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))],
    }),
  )
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'Embedded', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) => ({
      messages: [user(embedded(resourceUri, 'Embedded resource content for testing.'))],
    }),
  )
  server.registerPrompt('test_prompt_with_image', { description: 'Image' }, () => ({
    messages: [user(image)],
  }))
}

/** Serves the fixtures by the handler that serves `/mcp`. */
export async function startFixture(): Promise<{ url: string; stop(): Promise<void> }> {
  const store = createMemoryStore()
  const scope = { spaceId: systemIds.uuid(), userId: systemIds.uuid() }
  const tasks = createTaskService({
    store,
    clock: systemClock,
    ids: systemIds,
    scope,
    actor: 'agent',
    client: 'mcp:suite',
    correlationId: null,
  })
  const onFault = (tool: string, code: string): void => console.error(tool, code)
  const endpoint = createMcpEndpoint({ version: '1.0.0', bodyBytesMax: 4_194_304, onFault }, fixtureServer)
  const caller = {
    userId: scope.userId,
    sessionId: 'fixture',
    name: null,
    scopes: ['read', 'write'] as const,
    tasks: () => tasks,
    today: async () => '2030-01-01',
    follow: () => () => undefined,
  }
  const server = createServer(getRequestListener((request) => endpoint.fetch(request, caller)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    stop: async () => {
      await endpoint.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
