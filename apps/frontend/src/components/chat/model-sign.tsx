'use client'

import { useQuery } from '@tanstack/react-query'
import { Cpu } from 'lucide-react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import { chatApi } from '../../lib/chat/requests.ts'
import type { Model } from '../../lib/chat/wire.ts'

/** Which model answers; `undefined` until it is known. */
export function useModel(): Model | undefined {
  return useQuery({
    queryKey: ['chat', 'status'],
    queryFn: ({ signal }) => chatApi.status(signal),
    staleTime: 300_000,
  }).data?.model
}

/** Says so where no model is configured, and what answers then. */
export function ModelSign() {
  const model = useModel()
  return model ? <SignOf model={model} /> : <p className="h-11 desk:h-8" />
}

/** A quiet line that opens. Another model is named alone. */
export function SignOf({ model: { name, kind } }: { model: Model }) {
  const { model: texts } = useChatTexts()
  if (kind !== 'builtin') {
    return (
      <p dir="auto" className="truncate px-2 py-1.5 text-center text-small text-muted">
        {name}
      </p>
    )
  }
  return (
    <details className="text-small text-muted">
      <summary className="min-h-11 cursor-pointer flex-wrap rounded-small px-2 desk:min-h-8">
        <span className="inline-flex items-center gap-1.5">
          <Cpu className="size-3.5" aria-hidden="true" />
          {texts.builtin}
        </span>
      </summary>
      <p className="px-2 pb-2">{texts.hint}</p>
    </details>
  )
}
