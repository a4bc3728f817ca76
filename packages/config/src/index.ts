export { describeConfig, readReferences, type Setting, type SettingSource } from './describe.ts'
export {
  ConfigError,
  type LoadedConfig,
  type LoadInput,
  loadAiServiceConfig,
  loadConfig,
  loadFrontendConfig,
  parseConfig,
} from './load.ts'
export { makeFolder } from './make-folder.ts'
export { redactConfig } from './redact.ts'
export type { Environment } from './references.ts'
export { type FindService, loadRoutes, type Service, services } from './routes.ts'
export { AiServiceConfig, Config, FrontendConfig, secretLengthMin } from './schema.ts'
