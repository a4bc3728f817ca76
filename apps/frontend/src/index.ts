export { ensureBuild } from './host/build.ts'
export { createApp, type Frontend } from './host/create-app.ts'
