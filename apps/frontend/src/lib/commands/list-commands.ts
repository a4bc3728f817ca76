import { allLists, factsOf, listAround } from '../rows.ts'
import { say } from '../say.ts'
import { select } from '../selection.ts'
import type { Situation } from './situation.ts'

/** Selects the list that has the focus; where none has it, the first one that is shown. */
export function selectWholeList({ row, texts }: Situation): void {
  const list = listAround(row) ?? allLists().find((each) => each.checkVisibility()) ?? null
  const tasks = factsOf(list)?.tasks ?? []
  select(tasks.map(({ id }) => id))
  say(texts.keys.bar.count(tasks.length))
}
