import type { Figure } from './figure.ts'
import { growthFigures } from './server/growth.ts'
import { socketFigures } from './server/sockets.ts'
import { throughputFigures } from './server/throughput.ts'

/** The server as it runs in production, each side in a process of its own. */
export const serverFigures: Figure[] = [...throughputFigures, ...growthFigures, ...socketFigures]
