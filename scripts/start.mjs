// `npm start`: the whole product on one address, on a database of its own.
import { ensureInstalled, runNode } from './workspace.mjs'

ensureInstalled()
runNode(['apps/server/src/main.ts', ...process.argv.slice(2)])
