export { type Backend, createApp } from './app.ts'
export {
  type AdministeredUser,
  type Administration,
  AdministrationError,
  createAdministration,
} from './auth/administration.ts'
export type { BackendInput } from './deps.ts'
export type { Inside } from './inside.ts'
export { answerStarting, type Front, type Listening, listen, type Served } from './listen.ts'
export { isOpenDoor } from './open-door.ts'
export { showMetrics } from './show-metrics.ts'
export { stopOnSignals } from './stop-signals.ts'
