export { todayIn } from './calendar.ts'
export {
  parseQuickAdd,
  QuickAddError,
  type QuickAddOptions,
  type QuickAddResult,
  type QuickAddSpan,
  type QuickAddSpanKind,
} from './parse.ts'
