/** Sends pieces as they come. The first is awaited: a failure at once is still an answer and not a broken stream. */
export async function streamOf(pieces: AsyncIterable<string>): Promise<ReadableStream<Uint8Array>> {
  const rest = pieces[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  let next: Promise<IteratorResult<string>> | null = Promise.resolve(await rest.next())
  return new ReadableStream({
    async pull(controller) {
      const piece = await (next ?? rest.next())
      next = null
      if (piece.done) controller.close()
      else controller.enqueue(encoder.encode(piece.value))
    },
    async cancel() {
      await rest.return?.()
    },
  })
}
