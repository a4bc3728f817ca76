/** How the tabs of a browser tell each other that something was said in a conversation, or that it is gone. */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('todo-chat')
const heard = new Set<(id: string | null) => void>()

channel?.addEventListener('message', ({ data }) => {
  for (const listener of heard) listener(typeof data === 'string' ? data : null)
})

export const tellTabs = (conversationId: string | null): void => channel?.postMessage(conversationId)

export function onTabs(listener: (conversationId: string | null) => void): () => void {
  heard.add(listener)
  return () => heard.delete(listener)
}
