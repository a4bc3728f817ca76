import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const colorsMax = 256

/** A picture of a page in 256 colours, which is a third of its size; what it has most of stays exact. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png)
  const counts = new Map<number, number>()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const byUse = [...counts].sort(([, a], [, b]) => b - a).map(([color]) => color)
  const palette = choose(byUse)
  const places = new Map(byUse.map((color) => [color, nearest(palette, color)]))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = places.get(pixels[y * width + x] ?? 0) ?? 0
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Half of them by use, half to be near what is rare: a red word has few pixels, and stays red. */
function choose(byUse: readonly number[]): number[] {
  const chosen = byUse.slice(0, colorsMax / 2)
  const rest = new Map(byUse.map((color) => [color, Math.min(...chosen.map((each) => far(each, color)))]))
  while (chosen.length < Math.min(colorsMax, byUse.length)) {
    const [next] = [...rest].reduce((most, each) => (each[1] > most[1] ? each : most))
    chosen.push(next)
    for (const [color, before] of rest) rest.set(color, Math.min(before, far(next, color)))
  }
  return chosen
}

const channels = (color: number): number[] => [color >> 16, (color >> 8) & 255, color & 255]

function far(one: number, other: number): number {
  const wanted = channels(one)
  return channels(other).reduce((sum, value, index) => sum + (value - (wanted[index] ?? 0)) ** 2, 0)
}

const nearest = (palette: readonly number[], color: number): number =>
  palette.reduce(
    (best, other, index) => (far(other, color) < far(palette[best] ?? 0, color) ? index : best),
    0,
  )

type Decoded = { width: number; height: number; pixels: Uint32Array }

/** Reads what Chromium writes: eight bits a channel, not interlaced, with or without alpha, which is passed over. */
function decode(png: Buffer): Decoded {
  const data: Buffer[] = []
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const [width, height, size] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25] === 6 ? 4 : 3]
  const raw = inflateSync(Buffer.concat(data))
  const stride = width * size
  const bytes = new Uint8Array(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x
      const left = x < size ? 0 : (bytes[at - size] ?? 0)
      const up = y === 0 ? 0 : (bytes[at - stride] ?? 0)
      const corner = x < size || y === 0 ? 0 : (bytes[at - stride - size] ?? 0)
      bytes[at] = (raw[at + y + 1] ?? 0) + predict(filter, left, up, corner)
    }
  }
  const pixels = Uint32Array.from({ length: width * height }, (_, index) => {
    const at = index * size
    return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
  })
  return { width, height, pixels }
}

/** The filters of the PNG specification, section 9. */
function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
