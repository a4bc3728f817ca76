'use client'

import { TodoError } from '@todo/core'
import { useMemo, useState } from 'react'
import type { Texts } from '../../i18n/en.ts'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { type Grammar, loadGrammar, useGrammar } from '../../lib/grammar.ts'
import { type Draft, editDraft, emptyDraft } from '../../lib/quick-add-draft.ts'
import { createReader, type Place, type ReadLine } from '../../lib/read-lines.ts'
import { useReplica } from '../../lib/replica.tsx'

/** One operation holds no more. */
export const linesMax = 1_000

type State = {
  draft: Draft
  /** What was done last, in words, until something else is done. */
  said: string
  /** What kept the draft from being added. */
  failure: string | null
}

export type Adding = State & {
  lines: readonly ReadLine[]
  /** The lines that are tasks. */
  tasks: readonly ReadLine[]
  /** Why the draft cannot be added as it is. */
  problem: string | null
  place: Place
  /** `said`: what to say about it. */
  change(draft: Draft, said?: string): void
  edit(text: string): void
  /** Makes a task of each line, as one operation. */
  add(): void
}

/** The state of a field that adds tasks. `today` is `YYYY-MM-DD`. */
export function useAdding(place: Place, today: string, beginning: Draft = emptyDraft): Adding {
  const { quickAdd: texts } = useTexts()
  const save = useSave()
  const [state, setState] = useState<State>({ draft: beginning, said: '', failure: null })
  const { draft } = state
  const { grammar, readerOf } = useReader(place, today)
  const read = useMemo(() => readerOf(grammar), [readerOf, grammar])
  const lines = useMemo(() => read(draft), [read, draft])
  const tasks = lines.filter(({ input }) => input !== null)
  const problem = problemOf(lines, texts)

  const change = (next: Draft, said = ''): void => setState({ draft: next, said, failure: null })
  const addLines = (wanted: readonly ReadLine[]): void => {
    const said = save(wanted)
    setState((now) => {
      if (said !== null) return { ...now, said, failure: null }
      // Nothing is lost; but what was typed meanwhile is not replaced either.
      return { ...now, draft: now.draft.text === '' ? draft : now.draft, failure: texts.problems.odd }
    })
  }
  const add = (): void => {
    if (problem !== null || tasks.length === 0) return
    // The field is free for the next line at once, also while the grammar is still on its way.
    change(emptyDraft)
    if (grammar) addLines(tasks)
    else
      inTime(loadGrammar()).then(
        (loaded) => addLines(readerOf(loaded)(draft)),
        // It cannot be had, or does not come: the line is added as it stands.
        () => addLines(tasks),
      )
  }
  return {
    ...state,
    lines,
    tasks,
    problem: problem ?? state.failure,
    place,
    change,
    edit: (text) => change(editDraft(draft, text)),
    add,
  }
}

const patienceMs = 3_000

function inTime<Of>(coming: Promise<Of>): Promise<Of> {
  const late = new Promise<never>((_, fail) => setTimeout(fail, patienceMs, new Error('It does not come')))
  return Promise.race([coming, late])
}

function useReader({ dueDate, tags }: Place, today: string) {
  const locale = useLocale()
  const grammar = useGrammar()
  // By content: a view makes its place anew at each rendering. No tag holds a comma.
  const joined = tags.join(',')
  const readerOf = useMemo(() => {
    const place = { dueDate, tags: joined === '' ? [] : joined.split(',') }
    return (loaded: Grammar | null) => createReader(loaded, place, today, locale)
  }, [dueDate, joined, today, locale])
  return { grammar, readerOf }
}

function problemOf(lines: readonly ReadLine[], texts: Texts['quickAdd']): string | null {
  if (lines.filter(({ input }) => input !== null).length > linesMax) return texts.tooMany(linesMax)
  const name = lines.find((line) => line.problem !== null)?.problem
  return name ? texts.problems[name] : null
}

/** Makes the tasks and gives what to say about it; `null` where the rules refuse one. */
function useSave(): (wanted: readonly ReadLine[]) => string | null {
  const replica = useReplica()
  const { quickAdd: texts } = useTexts()
  return (wanted) => {
    const tasks = wanted.flatMap(({ input, text }) => (input ? [{ input, text: text.trim() }] : []))
    const [first] = tasks
    if (!replica || !first) return null
    try {
      if (tasks.length === 1) {
        replica.create(first.input, first.text)
        return texts.added(first.input.title)
      }
      replica.batch(
        tasks.map(({ input }) => ({ op: 'create', ...input })),
        tasks.map(({ text }) => text),
      )
      return texts.addedSeveral(tasks.length)
    } catch (error) {
      if (error instanceof TodoError) return null
      throw error
    }
  }
}
