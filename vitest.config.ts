import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'tests/**/*.test.ts'],
    // These need more than Node and npm, or more time: `npm run test:platform`, `npm run test:faults`.
    exclude: [...configDefaults.exclude, 'tests/platform/**', 'tests/faults/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
})
