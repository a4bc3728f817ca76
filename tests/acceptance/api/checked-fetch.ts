import type { Api } from './api.ts'

/**
 * The network, with every request and answer held against the document. What does not fit goes to `problems`, since
 * a client takes a failure of its `fetch` for a broken line, and sends again.
 */
export function checkedFetch(api: Api, problems: unknown[]): typeof fetch {
  return async (input, init) => {
    const { pathname, search } = new URL(String(input))
    try {
      const { status, headers, text } = await api.send(pathname + search, init)
      return new Response(status === 304 ? null : text, { status, headers })
    } catch (error) {
      problems.push(error)
      throw error
    }
  }
}
