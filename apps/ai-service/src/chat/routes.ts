import type { HttpBindings } from '@hono/node-server'
import { TodoError } from '@todo/core'
import {
  ChatExportParameters,
  ChatMessageBody,
  ChatPageParameters,
  DecideApprovalBody,
  NoParameters,
  RenameConversationBody,
  Uuid,
} from '@todo/core/schemas'
import {
  type BodyVariables,
  HttpError,
  issuesOf,
  limitBody,
  type Principal,
  type RequestIdVariables,
  readBody,
  streamOf,
} from '@todo/http'
import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Access } from '../access.ts'
import { type Answering, type ChatInput, createChat } from './chat.ts'
import { createConversations } from './conversations.ts'
import { exportName, exportOf, exportTypes } from './export.ts'
import { speakerOf } from './speaker.ts'
import { eventStream } from './stream.ts'

type Variables = RequestIdVariables & BodyVariables & { principal: Principal }
type Env = { Bindings: HttpBindings; Variables: Variables }

export const chatPath = '/api/chat'

/** The routes below `/api/chat`. `close` stops what is still answered. */
export function createChatRoutes(input: ChatInput): {
  app: Hono<Env>
  close(): Promise<void>
  retain(): Promise<void>
} {
  const chat = createChat(input)
  const conversations = createConversations(input.pool)
  const app = new Hono<Env>()
  app.use(limitBody(), readBody(), authenticate(input.access))
  app.use(async (c, next) => {
    await chat.forgetFor(c.get('principal').userId)
    await next()
  })
  const speaker = (c: Context<Env>) => ({ principal: c.get('principal'), requestId: c.get('requestId') })
  const userOf = (c: Context<Env>): string => c.get('principal').userId

  app.post('/message', async (c) => stream(await chat.send(speaker(c), bodyOf(c, ChatMessageBody))))
  app.post('/approvals/:id', async (c) => {
    const { approved } = bodyOf(c, DecideApprovalBody)
    return stream(await chat.decide(speaker(c), idOf(c), approved))
  })
  app.get('/runs/:id/events', async (c) =>
    stream(await chat.follow(c.get('principal'), idOf(c), lastEventOf(c))),
  )
  app.post('/runs/:id/stop', async (c) => {
    await chat.stop(c.get('principal'), idOf(c))
    return c.body(null, 204)
  })
  app.get('/status', async (c) => {
    checked(NoParameters, c.req.query())
    return c.json(await chat.status(c.get('principal')))
  })
  app.get('/conversations', async (c) => c.json(await conversations.list(userOf(c), pageOf(c))))
  app.get('/conversations/:id/messages', async (c) =>
    c.json(await conversations.messages(userOf(c), idOf(c), pageOf(c))),
  )
  app.get('/conversations/:id', async (c) => {
    checked(NoParameters, c.req.query())
    return c.json({ conversation: await conversations.find(userOf(c), idOf(c)) })
  })
  app.get('/conversations/:id/export', async (c) => {
    const { format } = checked(ChatExportParameters, c.req.query())
    const conversation = await conversations.find(userOf(c), idOf(c))
    const parts = conversations.parts(conversation.id)
    const text = exportOf(format, { conversation, parts, now: new Date(input.now()) })
    return c.body(await streamOf(text), 200, {
      'Content-Type': exportTypes[format],
      'Content-Disposition': `attachment; filename="${exportName(conversation.id, format)}"`,
      'Cache-Control': 'no-store',
    })
  })
  app.patch('/conversations/:id', async (c) => {
    const { title } = bodyOf(c, RenameConversationBody)
    return c.json({ conversation: await conversations.rename(userOf(c), idOf(c), title) })
  })
  app.delete('/conversations/:id', async (c) => {
    await conversations.remove(userOf(c), idOf(c))
    return c.body(null, 204)
  })
  refuseOtherMethods(app)
  return { app, close: chat.close, retain: chat.retain }
}

/** What leads somewhere, but not with this method, says with which (RFC 9110, 15.5.6). */
function refuseOtherMethods(app: Hono<Env>): void {
  const routes = app.routes.filter(({ method }) => method !== 'ALL')
  const methods = Map.groupBy(routes, ({ path }) => path)
  for (const [path, found] of methods) {
    const allow = found.map(({ method }) => method).join(', ')
    app.all(path, () => {
      throw new HttpError('METHOD_NOT_ALLOWED', { headers: { allow } })
    })
  }
}

/** Lets people in: by access token, API key, or the cookies of a page of ours. */
function authenticate(access: Access) {
  return async (c: Context<Env>, next: () => Promise<void>): Promise<void> => {
    access.admit(c.req.raw)
    const { principal, setCookies } = await speakerOf(c.req.raw, access)
    access.count(principal)
    c.set('principal', principal)
    await next()
    for (const cookie of setCookies) c.header('Set-Cookie', cookie, { append: true })
  }
}

const stream = ({ source, conversationId, runId }: Answering): Response =>
  eventStream(source, { 'X-Conversation-ID': conversationId, 'X-Run-ID': runId })

function bodyOf<Schema extends z.ZodType>(c: Context<Env>, schema: Schema): z.infer<Schema> {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json\b/i.test(type)) {
    throw new HttpError('UNSUPPORTED_MEDIA_TYPE', { message: 'Send JSON: Content-Type: application/json' })
  }
  return checked(schema, jsonIn(c.get('bodyText')))
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new TodoError('VALIDATION_FAILED', { issues: [{ path: '', message: 'The body is not JSON' }] })
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(value)
  if (!success) throw new TodoError('VALIDATION_FAILED', { issues: issuesOf(error.issues) })
  return data
}

const pageOf = (c: Context<Env>): ChatPageParameters => checked(ChatPageParameters, c.req.query())

/** What cannot be an id names nothing. */
function idOf(c: Context<Env>): string {
  const { success, data } = Uuid.safeParse(c.req.param('id'))
  if (!success) throw new HttpError('NOT_FOUND')
  return data
}

function lastEventOf(c: Context<Env>): number {
  const text = c.req.header('last-event-id') ?? '0'
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const issue = { path: 'last-event-id', message: 'Use the id of the last frame that came' }
  throw new TodoError('VALIDATION_FAILED', { issues: [issue] })
}
