import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser'

// Who may import whom. `check-boundaries.ts` runs these and refuses a run that read nothing.
const ours = '^(packages|apps)/'
const tests = '[.](test|spec)[.]tsx?$|^tests/|^bench/'

/** A package that may import, of ours, only those named (and itself). */
function only(name: string, allowed: readonly string[]): IForbiddenRuleType {
  const own = `^packages/${name}/`
  return {
    name: `${name}-imports-only-${allowed.join('-and-') || 'itself'}`,
    severity: 'error',
    from: { path: own, pathNot: tests },
    to: { path: ours, pathNot: [own, ...allowed.map((each) => `^packages/${each}/`)] },
  }
}

export const forbidden: IForbiddenRuleType[] = [
  only('core', []),
  only('telemetry', []),
  only('config', []),
  only('store', ['core', 'config', 'telemetry']),
  only('events', ['core', 'config', 'telemetry']),
  only('http', ['core', 'config', 'telemetry']),
  only('client', ['core']),
  only('assistant', ['core', 'config', 'telemetry']),
  {
    name: 'core-does-no-io',
    severity: 'error',
    from: { path: '^packages/core/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-uses-few-libraries',
    severity: 'error',
    from: { path: '^packages/core/', pathNot: tests },
    to: { path: 'node_modules/', pathNot: 'node_modules/(zod|uuid|fractional-indexing)/' },
  },
  {
    name: 'apps-stand-alone',
    severity: 'error',
    from: { path: '^apps/([^/]+)/', pathNot: ['^apps/server/', tests] },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'packages-know-no-app',
    severity: 'error',
    from: { path: '^packages/' },
    to: { path: '^apps/' },
  },
  {
    name: 'only-tests-import-testing',
    severity: 'error',
    from: { path: ours, pathNot: ['^packages/testing/', tests] },
    to: { path: '^packages/testing/' },
  },
  { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
]

export const options: ICruiseOptions = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)dist/' },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default', 'types'],
  },
}
