import { enAdd } from './en-add.ts'
import { enAgents } from './en-agents.ts'
import { enApp } from './en-app.ts'
import { enDevice } from './en-device.ts'
import { enKeys } from './en-keys.ts'
import { enSettings } from './en-settings.ts'
import { enTask } from './en-task.ts'
import { enViews } from './en-views.ts'

/** Every text of the app in English; the other languages have the same shape. */
export const en = {
  product: 'todo',
  skipToContent: 'Skip to the content',
  views: {
    today: 'Today',
    upcoming: 'Upcoming',
    tasks: 'All tasks',
    search: 'Search',
    proposals: 'Proposals',
    activity: 'Activity',
    trash: 'Trash',
    settings: 'Settings',
    chat: 'Chat',
    task: (number: string) => `Task ${number}`,
  },
  navigation: { main: 'Views', add: 'Add task', logOut: 'Log out', more: 'More' },
  connection: {
    loading: 'Loading …',
    live: 'Live',
    connecting: 'Connecting …',
    offline: 'Offline',
    signedOut: 'Signed out',
    waiting: (count: number) => (count === 1 ? '1 change waits' : `${count} changes wait`),
  },
  quickAdd: enAdd,
  app: enApp,
  device: enDevice,
  agents: enAgents,
  task: {
    complete: (title: string) => `Complete: ${title}`,
    reopen: (title: string) => `Reopen: ${title}`,
    completed: (title: string) => `Done: ${title}`,
    reopened: (title: string) => `Open again: ${title}`,
    priority: { high: 'High priority', medium: 'Medium priority', low: 'Low priority' },
    inProgress: 'In progress',
    due: (date: string) => `Due ${date}`,
  },
  ...enViews,
  ...enTask,
  settings: enSettings,
  keys: enKeys,
  lists: {
    overdue: 'Overdue',
    due: 'Today',
    doneToday: (count: number) => `Done today (${count})`,
    noDate: 'No date',
    loading: 'Loading your tasks …',
    failed: 'Your tasks could not be loaded.',
    offline: 'The server cannot be reached, and nothing for this view is on this device.',
    retry: 'Try again',
    more: (count: number) => (count === 1 ? 'Show 1 more' : `Show ${count} more`),
    count: (count: number) => (count === 1 ? '1 task' : `${count} tasks`),
  },
  empty: {
    today: 'Nothing is due today.',
    todayHint: 'Write what comes to mind above. A date, #tag or p1 in the text is understood.',
    clear: 'All done for today.',
    clearHint: 'What comes next is under Upcoming.',
    broken: 'Something went wrong on this page.',
    brokenHint: 'Load it again. What you wrote is kept.',
    reload: 'Load again',
    missing: 'There is no such page.',
    missingHint: 'The address may be mistyped, or what it led to is gone.',
    home: 'Go to Today',
  },
  auth: {
    logIn: 'Log in',
    register: 'Create an account',
    loginTitle: 'Welcome back',
    registerTitle: 'Create your account',
    email: 'E-mail',
    password: 'Password',
    name: 'Name',
    nameHint: 'Optional',
    toRegister: 'No account yet?',
    toLogin: 'Already have an account?',
    emailProblem: 'Give an e-mail address',
    passwordProblem: 'Use 8 to 128 characters',
    passwordMissing: 'Give your password',
    nameProblem: 'Use at most 255 characters',
    busy: 'One moment …',
  },
  problems: {
    INVALID_CREDENTIALS: 'E-mail address and password do not belong together.',
    EMAIL_EXISTS: 'There is an account with this address already.',
    REGISTRATION_CLOSED: 'Only an administrator can make accounts here.',
    RATE_LIMITED: 'Too many attempts. Wait a little, then try again.',
    UNREACHABLE: 'The server cannot be reached. Check the connection, then try again.',
    TOO_MANY_API_KEYS: 'There are as many keys as an account can have. End one first.',
    other: 'That did not work. Try again in a moment.',
  },
}

export type Texts = typeof en
