export { todayIn } from './calendar.ts'
export {
  parseQuickAdd,
  QuickAddError,
  type QuickAddOptions,
  type QuickAddResult,
  type QuickAddSpan,
} from './parse.ts'
export type { QuickAddSpanKind } from './span-kinds.ts'
