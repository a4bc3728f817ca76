'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { usePath } from '../../lib/navigation.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { isAt, mainItems, quietItems } from '../layout/nav-items.ts'
import { TodayView } from './today-view.tsx'

/** The view that the address names. */
export function CurrentView() {
  const path = usePath()
  const { views, empty } = useTexts()
  if (path === '/today') return <TodayView />
  const item = [...mainItems, ...quietItems].find((each) => isAt(path, each))
  const [, kind, name = ''] = path.split('/')
  const title =
    kind === 'tasks' && name ? views.task(name) : item ? views[item.view] : decodeURIComponent(name)
  return (
    <>
      <Header title={title} />
      <EmptyState title={empty.soon} />
    </>
  )
}
