/** What a call came to. `data` is there where it succeeded, and fits the tool's output schema. */
export type ToolOutcome =
  | { isError: false; text: string; note: string | null; data: Readonly<Record<string, unknown>> }
  /** `note` says what to try next. */
  | { isError: true; text: string; note: string | null; code: string; isOurs: boolean }
