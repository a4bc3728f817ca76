import type { Client } from '@modelcontextprotocol/client'

/** The resources that a client is told of, as they come. */
export function updatesOf(client: Client) {
  const uris: string[] = []
  let wake = (): void => undefined
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
    uris.push(params.uri)
    wake()
  })
  return {
    uris,
    /** Waits until it was told of a resource. */
    async of(uri: string): Promise<void> {
      while (!uris.includes(uri)) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
