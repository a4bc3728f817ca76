import type { ConversationMessagesAnswer } from '@todo/core/schemas'

/** The last page as it is now, behind the pages before it that are known already. */
export function joined(
  known: ConversationMessagesAnswer | null,
  page: ConversationMessagesAnswer,
): ConversationMessagesAnswer {
  const at = known?.messages.findIndex(({ id }) => id === page.messages[0]?.id) ?? -1
  if (known === null || at < 1) return page
  const told = new Set(page.approvals.map(({ approval_id }) => approval_id))
  return {
    ...page,
    messages: [...known.messages.slice(0, at), ...page.messages],
    approvals: [...known.approvals.filter(({ approval_id }) => !told.has(approval_id)), ...page.approvals],
    next_cursor: known.next_cursor,
  }
}
