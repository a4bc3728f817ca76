import type { TaskPriority } from '@todo/core'
import { openChat } from '../chat-panel.ts'
import { askLogOut } from '../log-out.ts'
import { navigate } from '../navigation.ts'
import { openTask } from '../open-task.ts'
import { overlay } from '../overlay.ts'
import { openQuickAdd } from '../quick-add.ts'
import { focusRow, focusView, rowBeside } from '../rows.ts'
import { clearSelection, selectedIds, toggleSelected } from '../selection.ts'
import { remove, setPriority, toggleDone, toggleStarted } from '../task-actions.ts'
import { redo, undo } from '../undo.ts'
import { selectWholeList } from './list-commands.ts'
import { moveByDay, moveInList } from './order-commands.ts'
import { type CommandGroup, type CommandId, type Situation, tasksOf } from './situation.ts'

export type Command = {
  id: CommandId
  group: CommandGroup
  /** Each is enough; `g t` is one key after the other. None: only the palette has it. */
  keys: readonly string[]
  /** Whether it does anything now. */
  applies(situation: Situation): boolean
  run(situation: Situation): void
  /** Goes on while the key is held. */
  repeats?: true
  /** Works in fields, too. */
  inFields?: true
  /** Stands in the list of keys alone: the palette does not offer it. */
  isForKeysOnly?: true
}

const always = (): boolean => true
const onTasks = ({ ids }: Situation): boolean => ids.length > 0
const onRow = ({ row }: Situation): boolean => row !== null

const goTo = (id: CommandId, key: string, path: string): Command => ({
  id,
  group: 'go',
  keys: [`g ${key}`],
  applies: always,
  run: () => {
    navigate(path)
    focusView()
  },
})

const priority = (id: CommandId, key: string, value: TaskPriority): Command => ({
  id,
  group: 'task',
  keys: [key],
  applies: onTasks,
  run: (at) => setPriority(at, tasksOf(at), value),
})

/** Everything that can be done by key, in the order in which it is listed. */
export const commands: readonly Command[] = [
  {
    id: 'palette',
    group: 'general',
    keys: ['Mod+k'],
    applies: always,
    inFields: true,
    isForKeysOnly: true,
    run: (situation) => overlay.set({ kind: 'palette', situation }),
  },
  {
    id: 'quickAdd',
    group: 'general',
    keys: ['q', 'n'],
    applies: always,
    run: () => openQuickAdd(),
  },
  {
    id: 'search',
    group: 'general',
    keys: ['/'],
    applies: always,
    run: () => {
      navigate('/search')
      document.querySelector<HTMLElement>('#content input[type="search"]')?.focus()
    },
  },
  {
    id: 'chat',
    group: 'general',
    keys: ['c'],
    applies: always,
    run: openChat,
  },
  {
    id: 'undo',
    group: 'general',
    keys: ['z', 'Mod+z'],
    applies: always,
    run: (at) => undo(at),
  },
  {
    id: 'redo',
    group: 'general',
    keys: ['Mod+Shift+z', 'Mod+y'],
    applies: always,
    run: (at) => redo(at),
  },
  {
    id: 'help',
    group: 'general',
    keys: ['?'],
    applies: always,
    run: () => overlay.set({ kind: 'help' }),
  },
  {
    id: 'messages',
    group: 'general',
    keys: ['g m'],
    applies: () => document.getElementById('messages') !== null,
    run: () => document.getElementById('messages')?.focus(),
  },

  goTo('goToday', 't', '/today'),
  goTo('goUpcoming', 'u', '/upcoming'),
  goTo('goTasks', 'a', '/tasks'),
  goTo('goProposals', 'p', '/proposals'),
  goTo('goActivity', 'h', '/activity'),
  goTo('goTrash', 'b', '/trash'),
  goTo('goSettings', 's', '/settings'),
  {
    id: 'goChat',
    group: 'go',
    keys: ['g c'],
    applies: always,
    run: () => {
      navigate('/chat')
      openChat()
    },
  },

  {
    id: 'next',
    group: 'list',
    keys: ['j', 'ArrowDown'],
    applies: always,
    repeats: true,
    isForKeysOnly: true,
    run: ({ row }) => focusRow(rowBeside(row, 1)),
  },
  {
    id: 'previous',
    group: 'list',
    keys: ['k', 'ArrowUp'],
    applies: always,
    repeats: true,
    isForKeysOnly: true,
    run: ({ row }) => focusRow(rowBeside(row, -1)),
  },
  {
    id: 'select',
    group: 'list',
    keys: ['x'],
    applies: onRow,
    run: ({ row }) => row?.dataset.task && toggleSelected(row.dataset.task),
  },
  {
    id: 'selectAll',
    group: 'list',
    keys: ['Mod+a'],
    applies: () => document.querySelector('#content [data-tasks]') !== null,
    run: selectWholeList,
  },
  {
    id: 'clearSelection',
    group: 'list',
    keys: ['Escape'],
    applies: () => selectedIds().size > 0,
    run: clearSelection,
  },
  {
    id: 'moveUp',
    group: 'list',
    keys: ['Alt+ArrowUp'],
    applies: onTasks,
    repeats: true,
    run: (at) => moveInList(at, -1),
  },
  {
    id: 'moveDown',
    group: 'list',
    keys: ['Alt+ArrowDown'],
    applies: onTasks,
    repeats: true,
    run: (at) => moveInList(at, 1),
  },

  {
    id: 'complete',
    group: 'task',
    keys: ['Space'],
    applies: onTasks,
    run: (at) => toggleDone(at, tasksOf(at)),
  },
  {
    id: 'open',
    group: 'task',
    keys: ['Enter'],
    applies: onRow,
    run: ({ row }) => navigate(row?.querySelector('a')?.getAttribute('href') ?? location.pathname),
  },
  {
    id: 'edit',
    group: 'task',
    keys: ['e'],
    applies: onRow,
    run: (at) => {
      const [task] = tasksOf(at)
      if (task) openTask(task, 'title')
    },
  },
  {
    id: 'date',
    group: 'task',
    keys: ['d'],
    applies: onTasks,
    run: (at) => overlay.set({ kind: 'date', tasks: tasksOf(at) }),
  },
  {
    id: 'dayBack',
    group: 'task',
    keys: ['Alt+Shift+ArrowUp'],
    applies: onTasks,
    repeats: true,
    run: (at) => moveByDay(at, -1),
  },
  {
    id: 'dayOn',
    group: 'task',
    keys: ['Alt+Shift+ArrowDown'],
    applies: onTasks,
    repeats: true,
    run: (at) => moveByDay(at, 1),
  },
  priority('high', '1', 'high'),
  priority('medium', '2', 'medium'),
  priority('low', '3', 'low'),
  {
    id: 'tag',
    group: 'task',
    keys: ['t'],
    applies: onTasks,
    run: (at) => overlay.set({ kind: 'tag', tasks: tasksOf(at) }),
  },
  {
    id: 'start',
    group: 'task',
    keys: ['s'],
    applies: onTasks,
    run: (at) => toggleStarted(at, tasksOf(at)),
  },
  {
    id: 'delete',
    group: 'task',
    keys: ['Delete', 'Backspace'],
    applies: onTasks,
    run: (at) => remove(at, tasksOf(at)),
  },

  {
    id: 'logOut',
    group: 'general',
    keys: [],
    applies: always,
    run: askLogOut,
  },
]

/** The command of a name; for menus and buttons that name theirs. */
export function commandOf(id: CommandId): Command {
  const command = commands.find((each) => each.id === id)
  if (!command) throw new Error(`There is no command ${id}`)
  return command
}
