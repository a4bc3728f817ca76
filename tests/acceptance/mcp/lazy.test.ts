import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

/** Imports a module in a process of its own, and lists what was loaded with it. */
function loadedWith(module: string): string[] {
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    await import('${module}')
    console.log(loaded.join('\\n'))`
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return output.split('\n')
}

it('loads nothing of the protocol or the agent before it is spoken, so that the server starts as fast without agents', () => {
  // A few lines that the service reads JSON with are no part of either.
  const ofProtocol = (url: string): boolean =>
    /@modelcontextprotocol|@openai|node_modules\/openai\/|packages\/assistant\/src\/(?!loose-json)/.test(url)
  expect(loadedWith('@todo/assistant/mcp').some(ofProtocol)).toBe(true)
  for (const module of ['@todo/ai-service', './apps/server/src/start-server.ts', './apps/cli/src/index.ts']) {
    const loaded = loadedWith(module)
    expect(loaded.length).toBeGreaterThan(10)
    expect(loaded.filter(ofProtocol)).toEqual([])
  }
})
