import type { IncomingMessage } from 'node:http'
import type { WireRequest } from '../api.ts'

/** Far above any array the API would take; a guard against filling the memory, not a rule of the API. */
const largestBody = 64 * 1024 * 1024

/** The whole request, or null when the caller went away or sent an absurd amount. Works for GET bodies of either framing. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest | null> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of incoming) {
      // Without an encoding set, a request's chunks are Buffers.
      chunks.push(chunk as Buffer)
      size += (chunk as Buffer).length
      if (size > largestBody) return null
    }
  } catch {
    return null
  }
  const [path = '/'] = (incoming.url ?? '/').split('?')
  const { authorization, 'content-type': contentType } = incoming.headers
  return {
    method: incoming.method ?? 'GET',
    path,
    headers: { authorization, 'content-type': contentType },
    body: Buffer.concat(chunks).toString('utf8'),
  }
}
