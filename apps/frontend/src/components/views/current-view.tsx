'use client'

import { lazy, Suspense, useEffect } from 'react'
import type { Texts } from '../../i18n/en.ts'
import { useTexts } from '../../i18n/texts.tsx'
import { whenIdle } from '../../lib/grammar.ts'
import { usePath } from '../../lib/navigation.ts'
import { isAt, mainItems, quietItems } from '../layout/nav-items.ts'
import { TaskListSkeleton } from '../task/task-list-skeleton.tsx'
import { MissingView } from './missing-view.tsx'
import { ViewSkeleton } from './over-replica.tsx'
import { LazyTaskView, loadTaskView } from './task/lazy-task-view.tsx'
import { TodayView } from './today-view.tsx'

/** Each in a file of its own, so that Today comes first. */
const files = {
  upcoming: () => import('./upcoming-view.tsx'),
  tasks: () => import('./tasks-view.tsx'),
  tag: () => import('./tag-view.tsx'),
  search: () => import('./search-view.tsx'),
  trash: () => import('./trash-view.tsx'),
  activity: () => import('./activity/activity-view.tsx'),
  proposals: () => import('./proposals-view.tsx'),
  settings: () => import('./settings/settings-view.tsx'),
  device: () => import('./device-view.tsx'),
  chat: () => import('../chat/chat-view.tsx'),
  consent: () => import('./consent-view.tsx'),
}

const UpcomingView = lazy(() => files.upcoming().then(({ UpcomingView }) => ({ default: UpcomingView })))
const TasksView = lazy(() => files.tasks().then(({ TasksView }) => ({ default: TasksView })))
const TagView = lazy(() => files.tag().then(({ TagView }) => ({ default: TagView })))
const SearchView = lazy(() => files.search().then(({ SearchView }) => ({ default: SearchView })))
const TrashView = lazy(() => files.trash().then(({ TrashView }) => ({ default: TrashView })))
const ActivityView = lazy(() => files.activity().then(({ ActivityView }) => ({ default: ActivityView })))
const ProposalsView = lazy(() => files.proposals().then(({ ProposalsView }) => ({ default: ProposalsView })))
const SettingsView = lazy(() => files.settings().then(({ SettingsView }) => ({ default: SettingsView })))
const ConsentView = lazy(() => files.consent().then(({ ConsentView }) => ({ default: ConsentView })))
const ChatView = lazy(() => files.chat().then(({ ChatView }) => ({ default: ChatView })))
const DeviceView = lazy(() => files.device().then(({ DeviceView }) => ({ default: DeviceView })))

/** The view that the address names. */
export function CurrentView() {
  const path = usePath()
  useEffect(loadAllInTime, [])
  return (
    <Suspense key={path.split('/')[1]} fallback={<Loading />}>
      <ViewAt path={path} />
    </Suspense>
  )
}

function ViewAt({ path }: { path: string }) {
  const [, kind, name = ''] = path.split('/')
  if (kind === 'today' || kind === 'add') return <TodayView />
  if (kind === 'shell') return <AnyView />
  if (kind === 'upcoming') return <UpcomingView />
  if (kind === 'tasks' && name === '') return <TasksView />
  if (kind === 'tasks') return <LazyTaskView name={name} isBeside={false} />
  if (kind === 'tags' && name !== '') return <TagView tag={nameIn(name)} />
  if (kind === 'search') return <SearchView />
  if (kind === 'trash') return <TrashView />
  if (kind === 'activity') return <ActivityView />
  if (kind === 'proposals') return <ProposalsView />
  if (kind === 'settings') return <SettingsView />
  if (kind === 'device') return <DeviceView />
  if (kind === 'chat') return <ChatView id={name === '' ? null : name} />
  if (kind === 'oauth' && name === 'consent') return <ConsentView />
  return <MissingView />
}

/** Before it is known which one: the kept page is the same for all. */
function AnyView() {
  const { product } = useTexts()
  return (
    <>
      <title>{product}</title>
      <div className="h-20" />
      <TaskListSkeleton />
    </>
  )
}

function Loading() {
  return <ViewSkeleton title={titleOf(usePath(), useTexts())} />
}

function titleOf(path: string, { views, device, agents }: Texts): string {
  const item = [...mainItems, ...quietItems].find((each) => isAt(path, each))
  const [, kind, name = ''] = path.split('/')
  if (kind === 'tasks' && name) return views.task(name)
  if (kind === 'device') return device.title
  if (kind === 'chat') return views.chat
  if (kind === 'oauth') return agents.consent.title
  return item ? views[item.view] : `#${nameIn(name)}`
}

/** A part of an address as it is read; one that was typed wrongly stays as it is. */
function nameIn(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const heavy: readonly unknown[] = [files.settings, files.device, files.consent, files.chat]
const all = [...Object.values(files), loadTaskView]
const light = all.filter((file) => !heavy.includes(file))
const signsOfLife = ['pointermove', 'pointerdown', 'keydown'] as const

/**
 * Once the browser has time, so that a view is there when it is wanted, with or without a connection; the heavy ones
 * once somebody does something on the page, since until then nobody can want them.
 */
function loadAllInTime(): () => void {
  const ends = new AbortController()
  whenIdle(() => void load(light))
  const go = (): void => {
    ends.abort()
    whenIdle(() => void load(all).then(() => performance.mark('views-loaded')))
  }
  for (const sign of signsOfLife) addEventListener(sign, go, { signal: ends.signal, passive: true })
  return () => ends.abort()
}

/** What cannot be had now is asked for again when its view is opened, which then says that it failed. */
const load = (views: readonly (() => Promise<unknown>)[]): Promise<unknown> =>
  Promise.allSettled(views.map((file) => file()))
