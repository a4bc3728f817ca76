/** A call of a tool, as the model asks for it. */
export type ToolCall = { name: string; arguments: Readonly<Record<string, unknown>> }

/** What came back from a tool: its text, and the structured content where there is one. */
export type ToolResult = { text: string; data: Readonly<Record<string, unknown>> | null; failed: boolean }

/** A call with its result; without one where the conversation ended before it came. */
export type Exchange = { call: ToolCall; result: ToolResult | null }

/** One message of the person and what followed until the next one. */
export type Turn = { text: string; exchanges: readonly Exchange[] }
