import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

describe('the domain in a browser', () => {
  it.each(['index', 'schemas', 'system', 'interchange/index', 'quick-add/index'])(
    'bundles packages/core/src/%s without any Node module',
    async (entry) => {
      const result = await build({
        entryPoints: [`packages/core/src/${entry}.ts`],
        bundle: true,
        write: false,
        platform: 'browser',
        format: 'esm',
        metafile: true,
        logLevel: 'silent',
      })
      const inputs = Object.keys(result.metafile.inputs)
      expect(inputs.length).toBeGreaterThan(0)
      const imports = Object.values(result.metafile.inputs).flatMap((input) =>
        input.imports.map(({ path }) => path),
      )
      expect(imports.filter((path) => path.startsWith('node:'))).toEqual([])
    },
  )
})
