import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Servers are killed and started again: two files at once would only wait for each other.
    fileParallelism: false,
    // What starts a whole server: the web app is built before, not within a test's time.
    globalSetup: 'tests/web-build.ts',
  },
})
