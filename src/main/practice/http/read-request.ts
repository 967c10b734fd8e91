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
  const [path = '/', query] = (incoming.url ?? '/').split('?')
  return {
    method: incoming.method ?? 'GET',
    path,
    ...(query !== undefined && { query }),
    headers: singleHeaders(incoming),
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

const singleHeaders = ({ headers }: IncomingMessage): WireRequest['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]))
