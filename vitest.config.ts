import { configDefaults, defineConfig } from 'vitest/config'

const starters = ['tests/acceptance/server/**/*.test.ts', 'tests/acceptance/web/**/*.test.ts']
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
          // The last need more than Node and npm, or more time: `npm run test:platform`, `npm run test:faults`, `npm run test:monkey`.
          exclude: [
            ...configDefaults.exclude,
            ...starters,
            'tests/platform/**',
            'tests/faults/**',
            'tests/monkey/**',
          ],
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
