export interface BodyText {
  readonly text: string
  /** False when the body was longer than what was asked for. */
  readonly whole: boolean
}

/** The beginning of a body as text; malformed UTF-8 is replaced. Throws when the connection breaks. */
export async function readText(body: AsyncIterable<Uint8Array>, limit: number): Promise<BodyText> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    pieces.push(piece)
    size += piece.length
    if (size > limit) break
  }
  const bytes = Buffer.concat(pieces)
  return { text: bytes.subarray(0, limit).toString('utf8'), whole: size <= limit }
}
