import { Plus } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { type AgentLevel, agentLevels } from '../../lib/agent-levels.ts'
import { Button } from '../ui/button.tsx'
import { Calendar } from '../ui/calendar.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { closeDialog, Dialog } from '../ui/dialog.tsx'
import { DoneBox } from '../ui/done-box.tsx'
import { Field } from '../ui/field.tsx'
import { Keys } from '../ui/keys.tsx'
import { Select } from '../ui/select.tsx'
import { LevelChoice } from '../views/level-choice.tsx'
import { Piece, Shelf } from './shelf.tsx'

const looks: readonly NonNullable<ComponentProps<typeof Button>['look']>[] = [
  'solid',
  'outline',
  'danger',
  'quiet',
]
const priorities = [
  ['high', 'High'],
  ['medium', 'Medium'],
] as const

/** What is clicked and typed into. */
export function Controls() {
  return (
    <Shelf title="Controls">
      <Piece name="Button">
        <div className="flex flex-wrap gap-3">
          {looks.map((look) => (
            <Button key={look} look={look}>
              {look}
            </Button>
          ))}
          <Button>
            <Plus className="size-4" aria-hidden="true" />
            with a sign
          </Button>
        </div>
      </Piece>
      <Piece name="Button, disabled">
        <div className="flex flex-wrap gap-3">
          {looks.map((look) => (
            <Button key={look} look={look} disabled>
              {look}
            </Button>
          ))}
        </div>
      </Piece>
      <Piece name="Field">
        <div className="grid max-w-160 gap-5 desk:grid-cols-2">
          <Field label="Empty" placeholder="Placeholder" />
          <Field label="With a hint" hint="Optional" defaultValue="Nora Lindqvist" />
          <Field label="With a problem" problem="Use 8 to 128 characters" defaultValue="short" />
          <Field label="Disabled" disabled defaultValue="nora@example.org" />
        </div>
      </Piece>
      <Piece name="Select">
        <div className="grid max-w-160 gap-5 desk:grid-cols-2">
          <Select label="Priority" options={priorities} onChange={() => {}} />
          <Select
            label="Priority, disabled"
            hint="A hint"
            disabled
            options={priorities}
            onChange={() => {}}
          />
        </div>
      </Piece>
      <Piece name="Box">
        <Boxes />
      </Piece>
      <Piece name="What an agent may do">
        <Levels />
      </Piece>
      <Piece name="Keys">
        <div className="flex flex-wrap gap-4">
          {['q', 'Mod+k', 'Mod+Shift+z', 'Alt+ArrowUp', 'Delete'].map((keys) => (
            <Keys key={keys} keys={keys} />
          ))}
        </div>
      </Piece>
      <Piece name="Calendar">
        <Days />
      </Piece>
      <Piece name="Dialog">
        <Dialogs />
      </Piece>
    </Shelf>
  )
}

function Boxes() {
  const [done, setDone] = useState([false, false, true])
  const names = ['Open', 'Open, high priority', 'Done']
  return (
    <div className="-ms-3 flex flex-wrap">
      {names.map((name, index) => (
        <DoneBox
          key={name}
          label={name}
          isDone={done[index] === true}
          isImportant={index === 1}
          onChange={(next) => setDone(done.map((before, at) => (at === index ? next : before)))}
        />
      ))}
    </div>
  )
}

function Levels() {
  const [level, setLevel] = useState<AgentLevel>('propose')
  return <LevelChoice levels={agentLevels} level={level} onChange={setLevel} />
}

function Days() {
  const [day, setDay] = useState('2026-11-27')
  return (
    <div className="max-w-80 rounded-large border border-line bg-raised p-4">
      <Calendar value={day} today="2026-11-24" onChoose={setDay} />
    </div>
  )
}

function Dialogs() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | null>(null)
  const close = (): void => setOpen(null)
  return (
    <div className="flex flex-wrap gap-3">
      <Button look="outline" onClick={() => setOpen('dialog')}>
        A dialog
      </Button>
      <Button look="outline" onClick={() => setOpen('confirm')}>
        A question
      </Button>
      {open === 'dialog' && (
        <Dialog title="A dialog" onClose={close}>
          <Field label="Name" data-focus-first />
          <div className="mt-5 flex justify-end">
            <Button onClick={closeDialog}>Close it</Button>
          </div>
        </Dialog>
      )}
      {open === 'confirm' && (
        <Confirm title="Delete 2 tasks for good?" confirm="Delete" onConfirm={close} onClose={close}>
          <p>This cannot be undone.</p>
        </Confirm>
      )}
    </div>
  )
}
