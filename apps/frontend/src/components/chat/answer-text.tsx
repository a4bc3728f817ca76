'use client'

import type { ChatToolCall } from '@todo/core/schemas'
import { useMemo } from 'react'
import { lineTasks } from '../../lib/chat/line-tasks.ts'
import { type OpenedReplica, useReplica } from '../../lib/replica.tsx'
import { GrowingMarkdown, Markdown } from '../views/task/markdown.tsx'
import { LiveTask } from './live-tasks.tsx'

type Props = { text: string; calls: readonly ChatToolCall[]; isGrowing: boolean }

/** What the assistant says. Points of a list that are tasks are shown as those tasks: live, and to be acted on. */
export function AnswerText({ text, calls, isGrowing }: Props) {
  const replica = useReplica()
  const points = useMemo(() => (replica ? taskPoints(replica, calls) : undefined), [replica, calls])
  if (isGrowing) return <GrowingMarkdown text={text} points={points} />
  return <Markdown text={text} points={points} />
}

function taskPoints(replica: OpenedReplica, calls: readonly ChatToolCall[]) {
  const find = lineTasks(calls, (number) => replica.task(number).get())
  return (line: string) => {
    const told = find(line)
    return (
      told && (
        <div className="-mx-3">
          <LiveTask replica={replica} told={told} />
        </div>
      )
    )
  }
}
