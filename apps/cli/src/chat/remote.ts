import { bodyOf, errorOf, readFrames, ServerUnreachableError } from '@todo/client'
import type { ConversationMessagesAnswer, ConversationsAnswer } from '@todo/core/schemas'
import { fileCredentials } from '../connection/credentials.ts'
import { credentialsFile } from '../connection/paths.ts'
import { signedIn } from '../connection/remote.ts'
import { CliError, SignedOutError } from '../errors.ts'
import type { Io } from '../io.ts'
import { type ChatFrame, frameOf } from './frame.ts'
import type { ChatPartner } from './partner.ts'

/** A server says something at least every 15 s; after so long without a word the connection counts as dropped. */
const silenceMsMax = 45_000
const attemptsMax = 8
const pauseMsMax = 5_000

type Ask = (
  method: string,
  path: string,
  given?: { json?: unknown; headers?: Record<string, string>; signal?: AbortSignal },
) => Promise<Response>

/** The chat of the server where someone is signed in. `onBroken` is told when a connection is taken up again. */
export function remoteChat(io: Io, onBroken: () => void) {
  const ask = asker(io)
  return {
    /** The conversation that was spoken in last. */
    async latest(): Promise<string | null> {
      const answer = await bodyOf<ConversationsAnswer>(await ask('GET', '/conversations?limit=1'))
      return answer.conversations[0]?.id ?? null
    },
    /** What waits for an answer in a conversation. */
    async waiting(id: string): Promise<readonly string[]> {
      const response = await ask('GET', `/conversations/${encodeURIComponent(id)}/messages?limit=2`)
      const { approvals } = await bodyOf<ConversationMessagesAnswer>(response)
      return approvals.filter(({ state }) => state === 'pending').map(({ summary }) => summary)
    },
    partner: (conversation: string | null) => remotePartner(ask, conversation, onBroken),
  }
}

function remotePartner(ask: Ask, known: string | null, onBroken: () => void): ChatPartner {
  let conversation = known
  let run: string | null = null
  let isToStop = false

  const stop = async (): Promise<void> => {
    isToStop = true
    if (run !== null) await (await ask('POST', `/runs/${run}/stop`)).body?.cancel()
  }

  async function* follow(open: (signal: AbortSignal) => Promise<Response>): AsyncGenerator<ChatFrame, void> {
    isToStop = false
    run = null
    let last = 0
    let line = await connected(open)
    run = line.response.headers.get('x-run-id')
    conversation = line.response.headers.get('x-conversation-id') ?? conversation
    if (isToStop) await stop()
    for (let attempts = 0; ; ) {
      try {
        for await (const { id, event, data } of readFrames(line.response)) {
          attempts = 0
          last = Number(id)
          const frame = frameOf(last, event, data)
          if (frame) yield frame
          if (frame?.event === 'done') return
        }
      } catch {
        // The run goes on at the server, and so does what is told of it.
      } finally {
        line.end()
      }
      if (attempts === 0) onBroken()
      for (let next = null; next === null; ) {
        attempts += 1
        next = await again(attempts, (signal) =>
          ask('GET', `/runs/${run}/events`, { headers: { 'last-event-id': String(last) }, signal }),
        )
        if (next) line = next
      }
    }
  }

  return {
    say: (message) =>
      follow((signal) =>
        ask('POST', '/message', {
          json: { message, ...(conversation !== null && { conversation_id: conversation }) },
          signal,
        }).catch((error: unknown) => {
          throw conversation === null && isNotThere(error) ? noChat() : error
        }),
      ),
    decide: (id, approved) =>
      follow((signal) => ask('POST', `/approvals/${id}`, { json: { approved }, signal })),
    stop,
    startAnew: () => {
      conversation = null
    },
    names: () => ({ conversation_id: conversation, run_id: run }),
    close: async () => {},
  }
}

type Line = { response: Response; end(): void }

/** An answer that breaks off where nothing more is heard of it. */
async function connected(open: (signal: AbortSignal) => Promise<Response>): Promise<Line> {
  const controller = new AbortController()
  const patience = setTimeout(() => controller.abort(), silenceMsMax)
  patience.unref()
  try {
    const response = await open(controller.signal)
    const heard = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        patience.refresh()
        out.enqueue(chunk)
      },
    })
    const body = response.body?.pipeThrough(heard) ?? null
    return {
      response: new Response(body, { headers: response.headers }),
      end: () => clearTimeout(patience),
    }
  } catch (error) {
    clearTimeout(patience)
    throw error
  }
}

/** `null` where the server is not there yet. Throws after the last attempt, and where it refuses. */
async function again(
  attempt: number,
  open: (signal: AbortSignal) => Promise<Response>,
): Promise<Line | null> {
  await new Promise((resolve) => setTimeout(resolve, Math.min(200 * 2 ** attempt, pauseMsMax)))
  try {
    return await connected(open)
  } catch (error) {
    if (!(error instanceof ServerUnreachableError) || attempt >= attemptsMax) throw error
    return null
  }
}

/** Requests in the name of who is signed in; an access token that has ended is renewed once. */
function asker(io: Io): Ask {
  const { account, client } = signedIn(io)
  const credentials = fileCredentials(credentialsFile(io))
  const send: Ask = async (method, path, { json, headers = {}, signal } = {}) => {
    const credential = await credentials.get()
    if (!credential) throw new SignedOutError()
    const bearer = credential.kind === 'session' ? credential.accessToken : credential.token
    try {
      return await fetch(`${account.url}/api/chat${path}`, {
        method,
        redirect: 'error',
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
        ...(signal && { signal }),
      })
    } catch (error) {
      throw new ServerUnreachableError(account.url, reasonOf(error), error)
    }
  }
  return async (method, path, given) => {
    let response = await send(method, path, given)
    if (response.status === 401) {
      await response.body?.cancel()
      await client.refresh()
      response = await send(method, path, given)
    }
    if (response.ok) return response
    throw await errorOf(response, account.url)
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof Error && cause.name === 'AbortError') return 'it took too long to answer'
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.message : String(cause)
}

const isNotThere = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && error.status === 404

const noChat = (): CliError =>
  new CliError('This server has no chat.', {
    code: 'NO_CHAT',
    hint: 'It is there from a newer version on. Sign out to talk to the list of this machine: todo logout',
  })
