export { consentIn } from './consent.ts'
export { createForgetting } from './forget/forget.ts'
export { endOfStream, type Frame, type FrameEvent, frameText } from './frame.ts'
export {
  type ConversationRow,
  conversationColumns,
  conversationToWire,
  createKeptChat,
  type MessageRow,
  messageToWire,
  selectMessages,
} from './kept.ts'
export { titleOf } from './title.ts'
export { within } from './transaction.ts'
