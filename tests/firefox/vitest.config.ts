import { defineConfig } from 'vitest/config'

/** The ways of a person in Firefox, on the whole product: `npm run test:firefox`. */
export default defineConfig({
  test: {
    include: ['tests/firefox/*.test.ts'],
    globalSetup: 'tests/web-build.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
})
