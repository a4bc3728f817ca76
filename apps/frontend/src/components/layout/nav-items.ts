import {
  CalendarDays,
  History,
  Inbox,
  ListTodo,
  type LucideIcon,
  Search,
  Settings,
  Sun,
  Trash2,
} from 'lucide-react'
import type { Texts } from '../../i18n/en.ts'

export type ViewName = Exclude<keyof Texts['views'], 'task'>
export type NavItem = { view: ViewName; path: string; icon: LucideIcon }

export const mainItems: readonly NavItem[] = [
  { view: 'today', path: '/today', icon: Sun },
  { view: 'upcoming', path: '/upcoming', icon: CalendarDays },
  { view: 'tasks', path: '/tasks', icon: ListTodo },
  { view: 'search', path: '/search', icon: Search },
]

export const quietItems: readonly NavItem[] = [
  { view: 'proposals', path: '/proposals', icon: Inbox },
  { view: 'activity', path: '/activity', icon: History },
  { view: 'trash', path: '/trash', icon: Trash2 },
  { view: 'settings', path: '/settings', icon: Settings },
]

export const isAt = (path: string, item: NavItem): boolean =>
  path === item.path || path.startsWith(`${item.path}/`)
