import type {
  ChatApprovalWire,
  ChatExportFormat,
  ChatMessageWire,
  ChatToolCall,
  ConversationExport,
  ConversationMessagesAnswer,
  ConversationWire,
} from '@todo/core/schemas'

type Part = Pick<ConversationMessagesAnswer, 'messages' | 'approvals'>
type Exported = { conversation: ConversationWire; parts: AsyncIterable<Part>; now: Date }

export const exportTypes: Readonly<Record<ChatExportFormat, string>> = {
  json: 'application/json',
  markdown: 'text/markdown; charset=utf-8',
}

/** What a conversation is called as a file. */
export const exportName = (id: string, format: ChatExportFormat): string =>
  `conversation-${id}.${format === 'json' ? 'json' : 'md'}`

/** A whole conversation as text, piece by piece. */
export const exportOf = (format: ChatExportFormat, exported: Exported): AsyncIterable<string> =>
  format === 'json' ? asJson(exported) : asMarkdown(exported)

/** A `ConversationExport`. */
async function* asJson({ conversation, parts, now }: Exported): AsyncIterable<string> {
  const head: Pick<ConversationExport, 'version' | 'exported_at' | 'conversation'> = {
    version: 1,
    exported_at: now.toISOString(),
    conversation,
  }
  yield `${JSON.stringify(head).slice(0, -1)},"messages":[`
  const approvals: ChatApprovalWire[] = []
  let separator = ''
  for await (const part of parts) {
    yield separator + part.messages.map((message) => JSON.stringify(message)).join(',')
    separator = ','
    approvals.push(...part.approvals)
  }
  yield `],"approvals":${JSON.stringify(approvals)}}`
}

async function* asMarkdown({ conversation, parts }: Exported): AsyncIterable<string> {
  yield `# ${oneLine(conversation.title)}\n\nBegun ${conversation.created_at}\n`
  const untold: ChatApprovalWire[] = []
  for await (const { messages, approvals } of parts) {
    untold.push(...approvals)
    for (const message of messages) {
      const isAnswer = message.role === 'assistant'
      const own = isAnswer ? untold.filter(({ run_id }) => run_id === message.run_id) : []
      for (const approval of own) untold.splice(untold.indexOf(approval), 1)
      yield messageText(message, own)
    }
  }
}

function messageText(message: ChatMessageWire, approvals: readonly ChatApprovalWire[]): string {
  const { role, content, created_at, tool_calls } = message
  const details = [...tool_calls.map(callText), ...approvals.map(approvalText)]
  const text = [`## ${role === 'user' ? 'You' : 'Assistant'}, ${created_at}`, content, ...details]
  return `\n${text.filter((each) => each !== '').join('\n\n')}\n`
}

function callText({ name, arguments: args, result, is_error, operation_id }: ChatToolCall): string {
  const operation = operation_id === null ? '' : `, operation ${operation_id}`
  return [
    `Called \`${name}\`${is_error ? ', which failed' : ''}${operation}:`,
    fenced('json', JSON.stringify(args, null, 2)),
    fenced('text', result.text),
  ].join('\n\n')
}

const decisions: Readonly<Record<ChatApprovalWire['state'], string>> = {
  pending: 'waiting for an answer',
  approved: 'approved',
  refused: 'refused',
}

const approvalText = ({ summary, state }: ChatApprovalWire): string =>
  `Asked for approval: ${oneLine(summary)} (${decisions[state]})`

/** A block of code that nothing in the text can end. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
