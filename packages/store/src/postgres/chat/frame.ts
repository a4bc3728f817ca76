/** What the stream of a run may say beside its text. */
export type FrameEvent = 'tool_call' | 'approval_required' | 'usage' | 'error'

/** One message of the stream, numbered from 1 in its run. `event` is null for the text and the end. */
export type Frame = { number: number; event: FrameEvent | null; data: string }

export const endOfStream = '[DONE]'

/** A frame as server-sent events have it. */
export function frameText({ number, event, data }: Frame): string {
  return `id: ${number}\n${event === null ? '' : `event: ${event}\n`}data: ${data}\n\n`
}
