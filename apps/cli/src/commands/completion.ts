import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { packageFile } from '../package-files.ts'
import type { Session } from '../session.ts'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

export type CompletionOptions = { shell: Shell }

/** Prints the script that makes a shell complete `todo`. */
export async function runCompletion({ shell }: CompletionOptions, { io }: Session): Promise<number> {
  await io.stdout.write(packageFile(`completion/todo.${shell}`))
  return 0
}

export const completionCommand = defineCommand<CompletionOptions>({
  name: 'completion',
  group: 'This program',
  summary: 'Print the script that completes commands, flags, tasks and tags by Tab',
  usage: ['completion bash|zsh|fish'],
  details: [
    'bash: put this line into ~/.bashrc: source <(todo completion bash)',
    'zsh: put this line into ~/.zshrc, below compinit: source <(todo completion zsh)',
    'fish: todo completion fish > ~/.config/fish/completions/todo.fish',
  ],
  flags: [],
  positional: 'shell',
  examples: [['completion bash', '']],
  parse: ({ positionals: [name, more] }) => {
    const shell = shells.find((each) => each === name)
    if (!shell || more !== undefined) {
      throw new UsageError('Name your shell: bash, zsh or fish.', 'For example: todo completion bash')
    }
    return { shell }
  },
  run: runCompletion,
})
