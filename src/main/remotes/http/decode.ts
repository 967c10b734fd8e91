/**
 * Unpacks a compressed body while it streams in. What a small answer unpacks to may be enormous, so it is counted as it
 * comes out, and the reader's own limits hold for what is unpacked.
 */
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'

export class UndecodableBody extends Error {}

/** Far above any page of a listing: what is longer is an attack or a mistake. */
const largestBody = 256 * 1024 * 1024

const decoders = { br: createBrotliDecompress, gzip: createGunzip, 'x-gzip': createGunzip } as const
type Encoding = keyof typeof decoders

/**
 * The body as it was before it was packed. `encoding` is the answer's `Content-Encoding`. What breaks the body off passes
 * through; a body that can't be unpacked throws `UndecodableBody`.
 */
export function decodeBody(
  body: AsyncIterable<Uint8Array>,
  encoding: string | null,
  largest = largestBody,
): AsyncIterable<Uint8Array> {
  const name = (encoding ?? 'identity').trim().toLowerCase()
  if (name === 'identity' || name === '') return body
  return unpack(body, name, largest)
}

async function* unpack(body: AsyncIterable<Uint8Array>, name: string, largest: number): AsyncGenerator<Uint8Array> {
  if (!isKnown(name)) throw new UndecodableBody(`The answer is packed in a way that was not asked for (${name})`)
  const decoder = decoders[name]()
  let broken: unknown = null
  const source = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* body
    } catch (error) {
      broken = error
      throw error
    }
  }
  // What goes wrong reaches the reader through the decoder.
  pipeline(source, decoder, () => undefined)
  let size = 0
  try {
    for await (const piece of decoder) {
      // Without an encoding set, the pieces of a stream are Buffers.
      const bytes = piece as Buffer
      size += bytes.length
      if (size > largest) throw new UndecodableBody('The answer unpacks to more than anything expected')
      yield bytes
    }
  } catch (error) {
    if (broken !== null) throw broken instanceof Error ? broken : new Error('The answer broke off')
    throw error instanceof UndecodableBody ? error : new UndecodableBody('The answer can’t be unpacked')
  }
}

const isKnown = (name: string): name is Encoding => Object.hasOwn(decoders, name)
