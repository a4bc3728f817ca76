import { isAbsolute, join, resolve } from 'node:path'
import type { Io } from '../io.ts'

type Kind = 'data' | 'config' | 'state'

/** What the XDG base directory specification names, with its defaults below the home folder. */
const xdg: Record<Kind, { variable: string; fallback: readonly string[] }> = {
  data: { variable: 'XDG_DATA_HOME', fallback: ['.local', 'share'] },
  config: { variable: 'XDG_CONFIG_HOME', fallback: ['.config'] },
  state: { variable: 'XDG_STATE_HOME', fallback: ['.local', 'state'] },
}

/** This program's folder of a kind, by the rules of the platform; the XDG variables count on every platform. */
function folder({ env, homeFolder, platform }: Io, kind: Kind): string {
  const { variable, fallback } = xdg[kind]
  const named = env[variable]
  if (named && isAbsolute(named)) return join(named, 'todo')
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support', 'todo')
  if (platform === 'win32') {
    const roaming = kind === 'config' ? env.APPDATA : env.LOCALAPPDATA
    return join(roaming || join(homeFolder, 'AppData', kind === 'config' ? 'Roaming' : 'Local'), 'todo')
  }
  return join(homeFolder, ...fallback, 'todo')
}

/** The file of the local list; TODO_FILE moves it. */
export function listFile(io: Io): string {
  const named = io.env.TODO_FILE
  return named ? resolve(named) : join(folder(io, 'data'), 'todo.db')
}

export const credentialsFile = (io: Io): string => join(folder(io, 'config'), 'credentials.json')

export const chatHistoryFile = (io: Io): string => join(folder(io, 'state'), 'chat-history')

export const shellHistoryFile = (io: Io): string => join(folder(io, 'state'), 'shell-history')
