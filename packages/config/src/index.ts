export { ConfigError, type LoadedConfig, type LoadInput, loadConfig, parseConfig } from './load.ts'
export { redactConfig } from './redact.ts'
export type { Environment } from './references.ts'
export { Config, secretLengthMin } from './schema.ts'
