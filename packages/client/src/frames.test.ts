import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFrames, type StreamFrame } from './frames.ts'

/** What is read from pieces of bytes as they come. */
async function readAll(pieces: readonly Uint8Array[]): Promise<StreamFrame[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  const frames: StreamFrame[] = []
  for await (const frame of readFrames({ body })) frames.push(frame)
  return frames
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const text = 'id: 1\nevent: usage\ndata: {"text":"Añadí “Leche” 🥛"}\n\n: \n\ndata: [DONE]\n\n'
const frames = [
  { id: '1', event: 'usage', data: '{"text":"Añadí “Leche” 🥛"}' },
  { id: null, event: null, data: '[DONE]' },
]

describe('the frames of a stream', () => {
  it('are read where several come in one piece, with comments between', async () => {
    expect(await readAll([bytes(text)])).toEqual(frames)
  })

  it.each(['\n', '\r\n', '\r'])(
    'are the same wherever the pieces end, with lines ended by %j',
    async (end) => {
      const whole = bytes(text.replaceAll('\n', end))
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(fc.nat(whole.length)), async (cuts) => {
          const at = [0, ...cuts.sort((left, right) => left - right), whole.length]
          const pieces = at.slice(1).map((cut, index) => whole.slice(at[index], cut))
          expect(await readAll(pieces)).toEqual(frames)
        }),
      )
    },
  )

  it('join the lines of their data, and take off one space', async () => {
    expect(await readAll([bytes('data: one\ndata:two\ndata:  three\n\n')])).toEqual([
      { id: null, event: null, data: 'one\ntwo\n three' },
    ])
  })

  it('end with the last whole one where the stream ends within one', async () => {
    expect(await readAll([bytes('data: whole\n\nid: 2\ndata: hal')])).toEqual([
      { id: null, event: null, data: 'whole' },
    ])
  })

  it('are told before a connection breaks off, which is thrown', async () => {
    const told: StreamFrame[] = []
    let isFirst = true
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isFirst) controller.enqueue(bytes('data: whole\n\n'))
        else controller.error(new Error('terminated'))
        isFirst = false
      },
    })
    const reading = (async () => {
      for await (const frame of readFrames({ body })) told.push(frame)
    })()
    await expect(reading).rejects.toThrow('terminated')
    expect(told.map(({ data }) => data)).toEqual(['whole'])
  })

  it('end the request of whoever stops reading', async () => {
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(bytes('data: more\n\n')),
      cancel: () => {
        isCancelled = true
      },
    })
    for await (const { data } of readFrames({ body })) {
      expect(data).toBe('more')
      break
    }
    expect(isCancelled).toBe(true)
  })

  it('are none where there is no body', async () => {
    expect(await readAll([])).toEqual([])
  })
})
