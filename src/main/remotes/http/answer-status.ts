/**
 * What a status line means, for every remote (sync.md rule 15). Classified by the status and by being JSON, never by a
 * message (hako.md point 7).
 */
import { STATUS_CODES } from 'node:http'
import type { RemoteFailure } from '../../core/ports.ts'
import { errorShapeOf, findErrorText, looksLikePage, type Conceal } from './error-text.ts'
import { readText, type BodyText } from './read-text.ts'
import type { HttpAnswer, HttpRequest } from './transport.ts'

const longestError = 64 * 1024

/** Finds what an error's body says; a remote with a documented form of errors has its own. */
export type FindText = (body: string, conceal: Conceal) => string | null

/** The failure that an answer's status and type already tell, or null when its body is worth parsing. */
export async function judgeStatus(
  answer: HttpAnswer,
  kind: HttpRequest['kind'],
  conceal: Conceal,
  findText: FindText = findErrorText,
): Promise<RemoteFailure | null> {
  const { status } = answer
  if (status >= 200 && status < 300) return isJson(answer.contentType) ? null : wrongType(answer, kind, conceal)
  if (isPlainRefusal(answer, kind)) return refusal(answer, kind, conceal, findText)
  const text = findText(await whatever(answer.body), conceal) ?? statusText(status)
  if (status === 429) return { kind: 'rateLimited', retryAfter: answer.retryAfter, text }
  if (status === 401 || status === 403) return { kind: 'unauthorized', status, text, serverDate: answer.date }
  if (status === 413) return { kind: 'tooLarge', text }
  if (status < 400 || (kind === 'read' && status === networkSignIn))
    return { kind: 'redirected', status, text, ...leading(answer) }
  // 408 says that the request came too slowly, not that it is refused.
  const cause = status === 408 ? 'timeout' : 'serverError'
  return { kind: 'uncertain', cause, status, complete: false, text }
}

/** A gateway that wants people to sign in before it lets them through. */
const networkSignIn = 511

const leading = ({ leadsTo }: HttpAnswer): { readonly leadsTo?: string } => (leadsTo === undefined ? {} : { leadsTo })

const isPlainRefusal = ({ status }: HttpAnswer, kind: HttpRequest['kind']): boolean =>
  status >= 400 &&
  status < 500 &&
  ![401, 403, 408, 413, 429].includes(status) &&
  !(kind === 'read' && status === networkSignIn)

/** A 4xx counts only whole and from the API itself: a page, or nothing at all, may be a middlebox speaking. */
async function refusal(
  answer: HttpAnswer,
  kind: HttpRequest['kind'],
  conceal: Conceal,
  findText: FindText,
): Promise<RemoteFailure> {
  const { status } = answer
  const body = await readText(answer.body, longestError)
  const text = findText(body.text, conceal) ?? statusText(status)
  const page = isPage(answer, body)
  if (kind === 'read') return page ? { kind: 'redirected', status, text } : { kind: 'refused', status, text }
  if (page || !body.whole || body.text.trim() === '') {
    return { kind: 'uncertain', cause: 'badBody', status, complete: false, text }
  }
  return { kind: 'refused', status, text, shape: errorShapeOf(body.text) }
}

/** A success that isn't JSON is no answer of the API (sync.md rule 16), and proves nothing about the remote. */
async function wrongType(answer: HttpAnswer, kind: HttpRequest['kind'], conceal: Conceal): Promise<RemoteFailure> {
  const { status } = answer
  const body = await readText(answer.body, longestError)
  const text = findErrorText(body.text, conceal) ?? 'The answer is empty'
  if (kind === 'read' && isPage(answer, body)) return { kind: 'redirected', status, text }
  return { kind: 'uncertain', cause: 'badBody', status, complete: false, text }
}

const isJson = (contentType: string): boolean => /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType)

const isPage = (answer: HttpAnswer, body: BodyText): boolean =>
  /^(?:text\/html|application\/xhtml\+xml)/i.test(answer.contentType)
    ? !looksLikeJson(body.text)
    : looksLikePage(body.text)

/** Some servers call their JSON errors HTML. */
const looksLikeJson = (text: string): boolean => /^\s*[[{"]/.test(text)

/** The status has decided already, so a body that breaks off changes nothing. */
async function whatever(body: AsyncIterable<Uint8Array>): Promise<string> {
  try {
    return (await readText(body, longestError)).text
  } catch {
    return ''
  }
}

const statusText = (status: number): string => `${String(status)} ${STATUS_CODES[status] ?? ''}`.trim()
