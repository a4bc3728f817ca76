import type { ChatFrame } from './frame.ts'

/** Who answers: the server's assistant, or one in this process. One conversation, until it is begun anew. */
export type ChatPartner = {
  /** Says something; ends with the frame `done`. */
  say(message: string): AsyncIterable<ChatFrame>
  /** Answers an approval; the run goes on. */
  decide(approvalId: string, approved: boolean): AsyncIterable<ChatFrame>
  /** Stops what is being answered. What was done stands. */
  stop(): Promise<void>
  /** What is said next begins a new conversation. */
  startAnew(): void
  /** What the conversation and the run are called, where they are kept. */
  names(): { conversation_id: string | null; run_id: string | null }
  close(): Promise<void>
}
