export { type Binaries, locateBinaries } from './binaries.ts'
export {
  type Cluster,
  initCluster,
  type Launched,
  launch,
  type Running,
  removeStalePidFile,
  runningServer,
  stopServer,
  untilReady,
} from './cluster.ts'
export { type EmbeddedErrorCode, EmbeddedPostgresError } from './errors.ts'
export { type Identity, identityFor } from './identity.ts'
export { makeSocketFolder, socketUrl } from './socket-folder.ts'
