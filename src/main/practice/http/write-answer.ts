import type { ServerResponse } from 'node:http'
import { setImmediate as letOthersRun } from 'node:timers/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { collectBody, jsonType, type Answer, type PageSource } from '../api.ts'

/** The text of a whole answer and its type. For answers that have to be cut or counted, not for large listings. */
export function renderBody(answer: Answer): { readonly text: string; readonly type: string } {
  if (answer.body.kind === 'text') return { text: answer.body.text, type: answer.body.type }
  return { text: JSON.stringify(collectBody(answer.body)), type: jsonType }
}

/** Sends an answer. A listing of several pages goes out page by page, and other requests are served in between. */
export async function writeAnswer(response: ServerResponse, answer: Answer): Promise<void> {
  const body = answer.body
  if (body.kind !== 'pages') return writeWhole(response, answer)
  const first = body.pages.next() ?? []
  const second = body.pages.next()
  if (second === undefined) return writeWhole(response, { ...answer, body: { kind: 'json', value: first } })
  response.writeHead(answer.status, { ...answer.headers, 'content-type': jsonType })
  response.write(`[${renderRows(first)},${renderRows(second)}`)
  await writePages(response, body.pages)
}

async function writePages(response: ServerResponse, pages: PageSource): Promise<void> {
  // The caller may have gone, or the server been closed, during any pause: look before reading on.
  while (!response.destroyed) {
    const page = pages.next()
    if (page === undefined) {
      response.end(']')
      return
    }
    if (!response.write(`,${renderRows(page)}`)) await drained(response)
    await letOthersRun()
  }
  pages.close()
}

const renderRows = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join(',')

/** Resolves when the socket takes more, or is gone. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const proceed = (): void => {
      response.off('drain', proceed)
      response.off('close', proceed)
      resolve()
    }
    response.once('drain', proceed)
    response.once('close', proceed)
    if (response.destroyed) proceed()
  })

function writeWhole(response: ServerResponse, answer: Answer): void {
  const { text, type } = renderBody(answer)
  const bytes = packBody(answer, text)
  response.writeHead(answer.status, { ...answer.headers, 'content-type': type, 'content-length': bytes.length })
  response.end(bytes)
}

/** The body as it goes over the wire: packed where the answer says so. */
export function packBody({ headers }: Answer, text: string): Buffer {
  switch (headers['content-encoding']) {
    case 'br':
      return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
    case 'gzip':
      return gzipSync(text)
    default:
      return Buffer.from(text)
  }
}
