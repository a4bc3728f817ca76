export { type AiService, createApp } from './app.ts'
export { listenerFor } from './serve.ts'
