import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { eachTool } from '../acceptance/mcp/each-tool.ts'
import { onDemand } from '../on-demand.ts'

const Answer = z.object({ isError: z.boolean().optional(), content: z.array(z.unknown()).min(1) })
const Tools = z.object({ tools: z.array(z.object({ name: z.string() })) })

/** How the inspector reaches a server: words of its command line. */
type Target = { name: string; words: readonly string[] }

/**
 * The command line of the MCP Inspector lists the tools, with its strict look at their schemas, and calls each of them:
 * over HTTP with a key, and over standard input and output.
 */
export async function inspect(url: URL, key: string): Promise<{ passed: number; failed: number }> {
  const script = join(onDemand(join(import.meta.dirname, 'inspector')), 'clients/launcher/build/index.js')
  const home = mkdtempSync(join(tmpdir(), 'todo-inspector-'))
  const totals = { passed: 0, failed: 0 }

  const ask = async ({ words }: Target, ...more: string[]): Promise<unknown> => {
    const args = [script, '--cli', ...words, ...more]
    const env = { ...process.env, HOME: home }
    return new Promise((resolve, reject) => {
      execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
        if (error) reject(new Error(`${stderr} ${stdout}`))
        else resolve(JSON.parse(stdout))
      })
    })
  }

  const check = async (what: string, run: () => Promise<boolean>): Promise<void> => {
    const told = await run().then(
      (isMet) => (isMet ? null : 'not as expected'),
      (error: unknown) => String(error),
    )
    if (told === null) totals.passed += 1
    else {
      totals.failed += 1
      console.error(`FAILED inspector ${what}: ${told}`)
    }
  }

  const command = join(import.meta.dirname, '../../apps/cli/bin/todo.js')
  const targets: Target[] = [
    {
      name: 'over HTTP',
      words: [url.href, '--transport', 'http', '--header', `Authorization: Bearer ${key}`],
    },
    {
      name: 'over stdio',
      words: [process.execPath, command, 'mcp', '-e', `TODO_FILE=${join(home, 'todo.db')}`],
    },
  ]
  try {
    for (const target of targets) {
      await check(`${target.name} tools/list`, async () => {
        const { tools } = Tools.parse(await ask(target, '--method', 'tools/list', '--strict'))
        return tools.length === eachTool.length
      })
      for (const [name, args] of eachTool) {
        const pairs = Object.entries(args).map(
          ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
        )
        const words = pairs.length > 0 ? ['--tool-arg', ...pairs] : []
        await check(`${target.name} ${name}`, async () => {
          const answer = Answer.parse(
            await ask(target, '--method', 'tools/call', '--tool-name', name, ...words),
          )
          return answer.isError !== true
        })
      }
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
  console.log(`inspector: ${totals.passed} passed, ${totals.failed} failed`)
  return totals
}
