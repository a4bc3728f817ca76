type Facts = { code?: string; port?: number; address?: string; path?: string; message: string }

/** One line for a person about why the server did not start: what is wrong and what to do. */
export function explainFailure(error: unknown): string {
  const { code, port, address, path, message } = factsOf(error)
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop what uses it, or choose another: PORT=${nextPort(port)} npm start`
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${address}. Set HOST to one that it has, such as 127.0.0.1.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      if (port !== undefined)
        return `Port ${port} is not allowed for this user. Choose one from 1024 on: PORT=8000 npm start`
      return `${path ?? 'The data folder'} cannot be written. Set TODO_DATA_DIR to a folder that can.`
    case 'ENOSPC':
      return 'The disk is full. Make room, or set TODO_DATA_DIR to a folder on another disk.'
    default:
      return message
  }
}

const nextPort = (port: number | undefined): number => (port !== undefined && port < 65_535 ? port + 1 : 8001)

function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { message: String(error) }
  const facts: Facts = { message: error.message }
  if ('code' in error && typeof error.code === 'string') facts.code = error.code
  if ('port' in error && typeof error.port === 'number') facts.port = error.port
  if ('address' in error && typeof error.address === 'string') facts.address = error.address
  if ('path' in error && typeof error.path === 'string') facts.path = error.path
  return facts
}
