import { readdirSync } from 'node:fs'
import { configDefaults, defineConfig } from 'vitest/config'

const starters = ['tests/acceptance/server/**/*.test.ts', 'tests/acceptance/web/**/*.test.ts']
// A folder with a configuration of its own needs more than Node and npm, or more time: `npm run test:faults` and so on.
const apart = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('/vitest.config.ts'))
  .map((path) => `tests/${path.replace('vitest.config.ts', '**')}`)

const limits = { testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks' } as const

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...limits,
          name: 'parts',
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...starters, ...apart],
        },
      },
      {
        // What starts a whole server: the web app is built before, not within a test's time.
        test: {
          ...limits,
          name: 'server',
          include: starters,
          globalSetup: 'tests/web-build.ts',
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...limits,
          name: 'browser',
          include: ['tests/e2e/*.spec.ts'],
          globalSetup: 'tests/e2e/serve.ts',
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
