import type { ChatToolCall } from '@todo/core/schemas'
import type { Approval, AssistantSaid } from '../../lib/chat/said.ts'
import { ServerState } from '../../lib/server-state.tsx'
import { ApprovalCard } from '../chat/approval-card.tsx'
import { AssistantMessage } from '../chat/assistant-message.tsx'
import { SignOf } from '../chat/model-sign.tsx'
import { PersonMessage } from '../chat/person-message.tsx'
import { Suggestions } from '../chat/suggestions.tsx'
import { TakeBack, ToolCard } from '../chat/tool-card.tsx'
import { Piece, Shelf } from './shelf.tsx'

const nothing = (): void => {}
const nowhere = { current: null }
const taken = async (): Promise<boolean> => true

const task = { id: 'rent', number: 3, title: 'Pay the rent' }

const call = (name: string, more: Partial<ChatToolCall> = {}): ChatToolCall => ({
  call_id: name,
  name,
  arguments: { title: task.title },
  result: { text: `Created task '${task.title}'`, data: { task } },
  is_error: false,
  operation_id: null,
  ...more,
})

const found = call('search_tasks', { result: { text: 'Your tasks:', data: { tasks: [task], total: 1 } } })

const approval: Approval = {
  approval_id: 'approval',
  tool: 'delete_task',
  arguments: { task_id: 3 },
  summary: 'Delete “Pay the rent” (#3)',
  state: 'pending',
}

const said: AssistantSaid = {
  by: 'assistant',
  key: 'said',
  runId: null,
  text: 'It is **done**:\n\n- the rent is paid\n- nothing else is due',
  calls: [],
  approvals: [],
  state: 'done',
}

const person = { by: 'person', key: 'person', runId: null, id: 'id', text: 'Pay the rent tomorrow' } as const

/** What is said in the chat, and what is done there. */
export function ChatPieces() {
  return (
    <ServerState>
      <Shelf title="Chat">
        <Piece name="What a person said, and how it is said otherwise">
          <div className="space-y-4">
            {[false, true].map((isEdited) => (
              <PersonMessage
                key={String(isEdited)}
                said={person}
                isEdited={isEdited}
                isIdle
                onEdit={nothing}
                onEnd={nothing}
                onSend={taken}
              />
            ))}
          </div>
        </Piece>
        <Piece name="What the assistant did">
          <div className="space-y-3">
            <ToolCard call={found} />
            <ToolCard call={call('create_task')} />
            <ToolCard call={call('delete_task', { is_error: true })} />
          </div>
          <div className="mt-3 flex flex-wrap items-center gap-3">
            {(['undo', 'redo'] as const).map((kind) =>
              [false, true].map((isTaken) => (
                <TakeBack
                  key={`${kind} ${isTaken}`}
                  undo={{ kind, isTaken, take: nothing, taken: nowhere }}
                  what="Added “Pay the rent”"
                />
              )),
            )}
          </div>
        </Piece>
        <Piece name="What waits, and what was decided">
          <div className="space-y-3">
            {(['pending', 'approved', 'refused'] as const).map((state) => (
              <ApprovalCard
                key={state}
                approval={{ ...approval, summary: `${approval.summary} ${state}`, state }}
                isIdle
                onDecide={taken}
              />
            ))}
          </div>
        </Piece>
        <Piece name="What the assistant says: done, begun, lost, stopped">
          <div className="space-y-6">
            <Said said={said} phase="idle" />
            <Said said={{ ...said, text: '', state: 'running' }} phase="answering" />
            <Said said={{ ...said, text: 'It is', state: 'running' }} phase="lost" />
            <Said said={{ ...said, text: 'It is', state: 'stopped' }} phase="idle" />
          </div>
        </Piece>
        <Piece name="Nothing said yet">
          <Suggestions isBusy={false} isEnglishOnly onChoose={nothing} />
        </Piece>
        <Piece name="What answers">
          <SignOf model={{ kind: 'builtin', name: 'builtin' }} />
          <SignOf model={{ kind: 'compatible', name: 'another-model' }} />
        </Piece>
      </Shelf>
    </ServerState>
  )
}

function Said({ said, phase }: { said: AssistantSaid; phase: 'idle' | 'answering' | 'lost' }) {
  return <AssistantMessage said={said} isLast phase={phase} onDecide={taken} onRetry={nothing} />
}
