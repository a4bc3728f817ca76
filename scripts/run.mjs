// Runs a script of the workspace on the packaged Node: `node scripts/run.mjs FILE [ARGUMENTS]`.
import { ensureInstalled, runNode } from './workspace.mjs'

ensureInstalled()
runNode(process.argv.slice(2))
