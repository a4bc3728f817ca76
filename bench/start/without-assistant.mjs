// Has the server load nothing of the assistant: what it imports of it is three lines instead.
import { registerHooks } from 'node:module'

const nothing = `export const createApp = () => ({ fetch: () => new Response(), retain: async () => {}, close: async () => {} })
export const listenerFor = () => (request, response) => response.writeHead(404).end()`

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== '@todo/ai-service') return next(specifier, context)
    return {
      url: `data:text/javascript,${encodeURIComponent(nothing)}`,
      format: 'module',
      shortCircuit: true,
    }
  },
})
