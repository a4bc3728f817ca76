/** What people wrote and what must stay secret, of all requests of a test: the log may hold none of it. */
export type Written = {
  sent(init: RequestInit | undefined): void
  answered(body: unknown): void
  /** Throws where a line holds something of it. */
  expectNoneIn(lines: readonly string[]): void
}

const personal = new Set([
  'title',
  'description',
  'text',
  'email',
  'password',
  'current_password',
  'new_password',
  'token',
  'accessToken',
  'refreshToken',
  'key',
  'user_code',
  'device_code',
])

/** Shorter texts stand in any line by chance. */
const lengthMin = 8

export function createWritten(): Written {
  const texts = new Set<string>()
  // With a stack of its own: some tests send what is nested deeper than a recursion may go.
  const collect = (body: unknown): void => {
    const open = [body]
    while (open.length > 0) {
      const value = open.pop()
      if (typeof value !== 'object' || value === null) continue
      for (const [key, each] of Object.entries(value)) {
        if (typeof each !== 'string') open.push(each)
        else if (personal.has(key) && each.trim().length >= lengthMin) texts.add(each)
      }
    }
  }
  return {
    sent(init) {
      const bearer = new Headers(init?.headers).get('authorization')?.replace(/^Bearer /i, '')
      if (bearer && bearer.length >= lengthMin) texts.add(bearer)
      if (typeof init?.body === 'string') collect(parsed(init.body))
    },
    answered: collect,
    expectNoneIn(lines) {
      const log = lines.join('')
      const found = [...texts].filter((text) => log.includes(JSON.stringify(text).slice(1, -1)))
      if (found.length > 0) throw new Error(`The log holds what a person wrote: ${found.join(', ')}`)
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
