import { request as ask, createServer, type Server } from 'node:http'
import { connect } from 'node:net'

export type Passing = {
  address: string
  /** From now on the server seems to be of another version: every mention of its own says so. */
  deploy(version: string): void
  close(): void
}

/** A way to the server that can make it look like the next version of itself. */
export async function passTo(target: string): Promise<Passing> {
  const { hostname, port } = new URL(target)
  const own = (await fetch(`${target}/login`)).headers.get('x-todo-build') ?? ''
  let shown = own
  const rename = (text: string): string => text.replaceAll(own, shown)
  const server = createServer((from, to) => {
    const headers = { ...from.headers, 'accept-encoding': 'identity' }
    const onward = ask({ hostname, port, method: from.method, path: from.url, headers }, (answer) => {
      const build = answer.headers['x-todo-build']
      const named = build === undefined ? {} : { 'x-todo-build': rename(String(build)) }
      if (!/html|javascript/.test(answer.headers['content-type'] ?? '')) {
        to.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...named })
        answer.pipe(to)
        return
      }
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => {
        const { 'content-length': _, ...rest } = answer.headers
        to.writeHead(answer.statusCode ?? 502, { ...rest, ...named })
        to.end(rename(Buffer.concat(parts).toString()))
      })
    })
    from.pipe(onward)
  })
  passUpgrades(server, hostname, Number(port))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  return {
    address: `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`,
    deploy: (version) => {
      shown = version
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function passUpgrades(server: Server, hostname: string, port: number): void {
  server.on('upgrade', ({ method, url, rawHeaders }, socket) => {
    const onward = connect(port, hostname)
    const lines = [`${method} ${url} HTTP/1.1`]
    for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
    onward.write(`${lines.join('\r\n')}\r\n\r\n`)
    socket.pipe(onward).pipe(socket)
    for (const each of [socket, onward]) each.on('error', () => [socket, onward].map((end) => end.destroy()))
  })
}
