'use client'

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import { chatApi } from '../../lib/chat/requests.ts'
import { onTabs } from '../../lib/chat/tabs.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { Button } from '../ui/button.tsx'
import { FailedLoad, LinesSkeleton } from '../ui/loads.tsx'
import { ConversationLine } from './conversation-line.tsx'

type Props = { shown: string | null; onShow(id: string | null): void }

/** The conversations so far, those spoken in last first. */
export function Conversations({ shown, onShow }: Props) {
  const { conversations: texts } = useChatTexts()
  const { data, isPending, isError, isSuccess, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useConversations()
  const listed = data?.pages.flatMap(({ conversations }) => conversations) ?? []
  return (
    <div className="pb-6">
      {isPending && <LinesSkeleton label={texts.loading} />}
      {isError && listed.length === 0 && <FailedLoad title={texts.failed} onRetry={() => void refetch()} />}
      {isSuccess && listed.length === 0 && <EmptyState title={texts.empty} />}
      <ul aria-label={texts.label} className="-mx-2">
        {listed.map((conversation) => (
          <ConversationLine
            key={conversation.id}
            conversation={conversation}
            isShown={conversation.id === shown}
            onOpen={() => onShow(conversation.id)}
            onRemoved={() => conversation.id === shown && onShow(null)}
          />
        ))}
      </ul>
      {hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button look="outline" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {texts.more}
          </Button>
        </div>
      )}
    </div>
  )
}

function useConversations() {
  const queries = useQueryClient()
  useEffect(
    () => onTabs(() => void queries.invalidateQueries({ queryKey: ['chat', 'conversations'] })),
    [queries],
  )
  return useInfiniteQuery({
    queryKey: ['chat', 'conversations'],
    queryFn: ({ pageParam, signal }) => chatApi.conversations(pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    staleTime: 0,
  })
}
