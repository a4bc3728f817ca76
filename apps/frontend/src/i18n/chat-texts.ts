'use client'

import { deChat } from './de-chat.ts'
import { type ChatTexts, enChat } from './en-chat.ts'
import { useLocale } from './texts.tsx'

/** The texts of the chat in the language of the app. Both come with the chat, which most visits do not open. */
export const useChatTexts = (): ChatTexts => (/^de\b/i.test(useLocale()) ? deChat : enChat)
