'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, History, Maximize2, PanelRightOpen, SquarePen, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import { useTexts } from '../../i18n/texts.tsx'
import { chatApi } from '../../lib/chat/requests.ts'
import { closeChat, openChat } from '../../lib/chat-panel.ts'
import { navigate, useTaskBeside } from '../../lib/navigation.ts'
import { focusView } from '../../lib/rows.ts'
import type { Place } from './place.ts'

type Props = { id: string | null; place: Place; isHistory: boolean; onHistory(): void; onNew(): void }

/** What is spoken about, and the way to the other conversations. */
export function ChatHead({ id, place, isHistory, onHistory, onNew }: Props) {
  const texts = useChatTexts()
  const { product } = useTexts()
  const isBehindTask = useTaskBeside() !== null
  const named = useTitle(id)
  const title = isHistory ? texts.history : named || texts.title
  const Title = place === 'page' ? 'h1' : 'h2'
  return (
    <header
      className={
        place === 'page'
          ? 'sticky top-0 z-[3] flex items-center gap-1 bg-canvas pt-2 pb-3'
          : 'flex shrink-0 items-center gap-1 pt-[max(0.75rem,env(safe-area-inset-top))] ps-5 pe-3 pb-3'
      }
    >
      {place === 'page' && !isBehindTask && <title>{`${title} · ${product}`}</title>}
      <Title
        dir="auto"
        className={
          place === 'page'
            ? 'min-w-0 grow truncate text-title font-semibold tracking-tight'
            : 'min-w-0 grow truncate text-lead font-semibold'
        }
      >
        {title}
      </Title>
      {isHistory ? (
        <HeadButton label={texts.back} onClick={onHistory}>
          <ChevronLeft className="size-5 rtl:-scale-x-100" aria-hidden="true" />
        </HeadButton>
      ) : (
        <HeadButton label={texts.history} onClick={onHistory}>
          <History className="size-4.5" aria-hidden="true" />
        </HeadButton>
      )}
      <HeadButton
        label={texts.new}
        onClick={() => {
          onNew()
          openChat()
        }}
      >
        <SquarePen className="size-4.5" aria-hidden="true" />
      </HeadButton>
      {place === 'panel' ? <PanelButtons id={id} /> : <ToPanel />}
    </header>
  )
}

function PanelButtons({ id }: { id: string | null }) {
  const texts = useChatTexts()
  return (
    <>
      <HeadButton
        label={texts.toPage}
        className="max-desk:hidden"
        onClick={() => {
          closeChat()
          navigate(id === null ? '/chat' : `/chat/${id}`)
          openChat()
        }}
      >
        <Maximize2 className="size-4.5" aria-hidden="true" />
      </HeadButton>
      <HeadButton label={texts.close} onClick={closeChat}>
        <X className="size-5" aria-hidden="true" />
      </HeadButton>
    </>
  )
}

/** Back beside Today. */
function ToPanel() {
  const texts = useChatTexts()
  return (
    <HeadButton
      label={texts.toPanel}
      className="max-desk:hidden"
      onClick={() => {
        navigate('/today')
        focusView()
        openChat()
      }}
    >
      <PanelRightOpen className="size-4.5 rtl:-scale-x-100" aria-hidden="true" />
    </HeadButton>
  )
}

type ButtonProps = { label: string; onClick(): void; className?: string; children: ReactNode }

function HeadButton({ label, onClick, className = '', children }: ButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      onClick={onClick}
      className={`grid size-11 shrink-0 place-items-center rounded-medium text-muted transition-colors hover:bg-hover hover:text-ink desk:size-9 ${className}`}
    >
      {children}
    </button>
  )
}

function useTitle(id: string | null): string {
  const { data } = useQuery({
    queryKey: ['chat', 'conversation', id],
    queryFn: ({ signal }) => (id === null ? null : chatApi.conversation(id, signal)),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.conversation.title ?? ''
}
