export { type AiService, createApp } from './app.ts'
