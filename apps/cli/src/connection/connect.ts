import { existsSync } from 'node:fs'
import type { Io } from '../io.ts'
import type { Connection } from './connection.ts'
import { openFile, openMemory } from './local.ts'
import { credentialsFile, listFile } from './paths.ts'

/** The list that counts: in memory where that is asked for, on the server where someone is signed in, else in the file. */
export async function connect(io: Io, memory: boolean): Promise<Connection> {
  if (memory) return openMemory()
  // A list of one's own loads nothing that talks to servers.
  if (existsSync(credentialsFile(io))) {
    const { openRemote } = await import('./remote.ts')
    return openRemote(io)
  }
  return openFile(listFile(io))
}
