export { createApp, type Frontend } from './host/create-app.ts'
