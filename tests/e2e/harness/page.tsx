import type { LocalTask, Notice } from '@todo/client/replica'
import { createRoot } from 'react-dom/client'
import { Keyboard } from '../../../apps/frontend/src/components/layout/keyboard.tsx'
import { GrowingList } from '../../../apps/frontend/src/components/task/growing-list.tsx'
import { en } from '../../../apps/frontend/src/i18n/en.ts'
import { SpeakWith } from '../../../apps/frontend/src/i18n/texts.tsx'
import { ReplicaProvider, useLive, useReplica } from '../../../apps/frontend/src/lib/replica.tsx'
import { fakeReplica, settable } from './fake-replica.ts'

/** What a test says and sees. */
export type Harness = {
  setTasks(tasks: readonly LocalTask[]): void
  /** Makes another object of this one task alone. */
  rename(id: string, title: string): void
  setNotices(notices: readonly Notice[]): void
  /** What the list was asked for: the verb, then its arguments. */
  calls: unknown[][]
  /** How many cards were made, or made anew. */
  cards: number
}

declare global {
  var harness: Harness
}

const tasks = settable<readonly LocalTask[]>([])
const notices = settable<readonly Notice[]>([])
const { replica, calls } = fakeReplica(tasks, notices)

const rename = (id: string, title: string): void =>
  tasks.set(tasks.get().map((task) => (task.id === id ? { ...task, title } : task)))

globalThis.harness = { setTasks: tasks.set, rename, setNotices: notices.set, calls, cards: 0 }

/** Each card asks once for this text. */
const texts = {
  ...en,
  task: {
    ...en.task,
    complete: (title: string) => {
      globalThis.harness.cards += 1
      return en.task.complete(title)
    },
  },
}

function List() {
  const opened = useReplica()
  return opened && <GrowingList title="Tasks" tasks={useLive(opened.tasks())} today="2026-05-04" isByHand />
}

const user = {
  id: 'ada',
  email: 'ada@example.org',
  name: 'Ada',
  timezone: 'UTC',
  locale: 'en-GB',
  email_verified: false,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}
const open = () => replica
const place = document.getElementById('root')
if (place) {
  createRoot(place).render(
    <SpeakWith texts={texts} locale="en-GB">
      <ReplicaProvider user={user} open={open}>
        <main id="content" tabIndex={-1} className="px-5 pt-8 pb-28 desk:px-10">
          <h1>Harness</h1>
          <List />
        </main>
        <Keyboard />
      </ReplicaProvider>
    </SpeakWith>,
  )
}
