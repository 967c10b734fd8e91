import { readText } from './read-text.ts'

export interface JsonBody {
  readonly text: string
  /** Undefined: it was cut off, too long, or no JSON. */
  readonly parsed: Parsed | undefined
}
interface Parsed {
  readonly value: unknown
}

/** Far above what the pages and batches of any remote hold, in bytes. */
const longestAnswer = 64 * 1024 * 1024

/** A body as one JSON text. Throws when the connection breaks. */
export async function readJson(body: AsyncIterable<Uint8Array>, limit = longestAnswer): Promise<JsonBody> {
  const { text, whole } = await readText(body, limit)
  return { text, parsed: whole ? parseJson(text) : undefined }
}

/** Some servers begin with a byte order mark, which is not JSON's. */
export function parseJson(text: string): Parsed | undefined {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch {
    return undefined
  }
}
