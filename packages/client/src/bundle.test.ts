import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

test('the client loads without a schema library and runs in browsers', async () => {
  const { metafile, errors } = await build({
    entryPoints: [fileURLToPath(new URL('./index.ts', import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    logLevel: 'silent',
  })
  expect(errors).toEqual([])
  const inputs = Object.keys(metafile.inputs)
  expect(inputs.filter((input) => input.startsWith('packages/client/')).length).toBeGreaterThan(5)
  expect(inputs.filter((input) => /node_modules\/(zod|yaml|hono|jose)\//.test(input))).toEqual([])
})
