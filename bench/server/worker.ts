/** What a worker process does: answers each message of its parent, and ends when the parent does, however that ends. */
export function answerParent<Message>(answer: (message: Message) => Promise<unknown>): void {
  process.on('message', async (message) => {
    process.send?.(await answer(fromParent<Message>(message)))
  })
  process.on('disconnect', () => process.exit(0))
}

/** Parent and worker are of one release and agree on their messages. */
const fromParent = <Message>(message: unknown): Message => message as Message
