'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

/** In the browser one for the page, so that a view that is opened again shows at once what it had. */
let kept: QueryClient | null = null

function clientOf(): QueryClient {
  if (typeof window === 'undefined') return new QueryClient()
  kept ??= new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 5_000 } } })
  return kept
}

/** For views of what is the server's: history, sessions, keys, old tasks. Tasks themselves are the replica's. */
export function ServerState({ children }: { children: ReactNode }) {
  const [client] = useState(clientOf)
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
