import { defineConfig } from 'vitest/config'

/** Somebody who tries everything, in a browser on the whole product: `npm run test:monkey`. */
export default defineConfig({
  test: {
    include: ['tests/monkey/*.test.ts'],
    globalSetup: 'tests/e2e/serve.ts',
    pool: 'forks',
    hookTimeout: 60_000,
  },
})
