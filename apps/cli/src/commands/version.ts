import { defineCommand } from '../command.ts'
import { refusePositionals } from '../fields.ts'
import { version } from '../package-files.ts'

export const versionCommand = defineCommand({
  name: 'version',
  group: 'This program',
  summary: 'Show the version (the same as todo --version)',
  usage: ['version'],
  flags: [],
  positional: 'nothing',
  examples: [['version', '']],
  parse: (args) => refusePositionals(args),
  run: async (_options, { io }) => {
    await io.stdout.write(`${version()}\n`)
    return 0
  },
})
