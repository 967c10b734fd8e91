import { crc32, deflateSync, inflateSync } from 'node:zlib'

/**
 * Packs a screenshot for documents: one byte a pixel, from the 256 commonest colours. Surfaces and inks are among them, so
 * all that changes is the shade of a few pixels on the edges of letters. Takes what the browser makes, 8 bits a channel and
 * not interlaced; anything else comes back as it is.
 */
export function packPng(png: Buffer): Buffer {
  const header = Buffer.from(png.subarray(16, 29))
  const [depth, colours, , , interlaced] = header.subarray(8)
  const channels = colours === 2 ? 3 : colours === 6 ? 4 : 0
  if (depth !== 8 || channels === 0 || interlaced !== 0) return png
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  const pixels = unfilter(inflateSync(Buffer.concat(dataOf(png))), width * channels, height, channels)
  const { bytes, palette } = toPalette(coloursOf(pixels, channels))
  const rows = Array.from({ length: height }, (_, y) => [
    Buffer.from([noFilter]),
    bytes.subarray(y * width, (y + 1) * width),
  ])
  header[9] = indexed
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(Buffer.concat(rows.flat()), { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const indexed = 3
const noFilter = 0

function dataOf(png: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return found
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** What a filter predicts from the bytes to the left, above, and left above. */
function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function unfilter(data: Buffer, row: number, height: number, step: number): Buffer {
  const pixels = Buffer.alloc(row * height)
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (row + 1)] ?? 0
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x
      const [left, up, corner] = neighbours(pixels, at, x, y, row, step)
      pixels[at] = (data[y * (row + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner)
    }
  }
  return pixels
}

function neighbours(
  pixels: Buffer,
  at: number,
  x: number,
  y: number,
  row: number,
  step: number,
): number[] & [number, number, number] {
  const left = x < step ? 0 : (pixels[at - step] ?? 0)
  const up = y === 0 ? 0 : (pixels[at - row] ?? 0)
  return [left, up, x < step || y === 0 ? 0 : (pixels[at - row - step] ?? 0)]
}

/** One number a pixel: 0xRRGGBB. */
function coloursOf(pixels: Buffer, channels: number): Uint32Array {
  return Uint32Array.from({ length: pixels.length / channels }, (_, pixel) => pixels.readUIntBE(pixel * channels, 3))
}

function toPalette(pixels: Uint32Array): { readonly bytes: Buffer; readonly palette: Buffer } {
  const times = new Map<number, number>()
  for (const colour of pixels) times.set(colour, (times.get(colour) ?? 0) + 1)
  const kept = [...times]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 256)
    .map(([colour]) => colour)
  const places = new Map([...times.keys()].map((colour) => [colour, nearest(kept, colour)]))
  const palette = Buffer.alloc(kept.length * 3)
  for (const [place, colour] of kept.entries()) palette.writeUIntBE(colour, place * 3, 3)
  return { bytes: Buffer.from(Uint8Array.from(pixels, (colour) => places.get(colour) ?? 0)), palette }
}

function nearest(kept: readonly number[], colour: number): number {
  let best = 0
  let least = Infinity
  for (const [place, other] of kept.entries()) {
    const distance = [16, 8, 0].reduce(
      (sum, bits) => sum + (((colour >> bits) & 255) - ((other >> bits) & 255)) ** 2,
      0,
    )
    if (distance < least) [best, least] = [place, distance]
  }
  return best
}
