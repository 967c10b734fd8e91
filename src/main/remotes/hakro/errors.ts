/** Failures that only this remote's answers can have, and what its errors say. */
import type { RemoteFailure } from '../../core/ports.ts'
import { findErrorText, tidyText, type Conceal } from '../http/error-text.ts'
import { parseJson } from '../http/read-json.ts'
import { plainText } from './plain-text.ts'

export const badBody = (status: number, text: string): RemoteFailure => ({
  ...{ kind: 'uncertain', cause: 'badBody', status, complete: false },
  text,
})

export const missingCredentials: RemoteFailure = {
  kind: 'notSent',
  cause: 'credentials',
  text: 'There is no client ID or no client secret for this connection. Enter them in the settings.',
}

/** A bug of the caller: the capabilities say that nothing can be written. Nothing is. */
export const readOnly: RemoteFailure = {
  kind: 'notSent',
  cause: 'aborted',
  text: 'HAKRO CONNECT takes no changes of items and stock. Nothing was sent.',
}

/**
 * The text of a `ProblemDetails`: title, detail, what is wrong with which value, and the correlation ID that their support
 * asks for. Null where the body is none.
 */
export function findProblemText(body: string, conceal: Conceal): string | null {
  const problem = asObject(parseJson(body)?.value)
  if (problem === null || typeof problem['title'] !== 'string') return findErrorText(body, conceal)
  const sentences = [problem['title'], problem['detail'], ...validationTexts(problem['validationErrors'])]
    .filter((text) => typeof text === 'string' && text !== '')
    .map((text) => plainText(String(text)))
  const { correlationId, errorCode } = problem
  const marks = [
    ...(typeof correlationId === 'string' ? [`correlation ID ${correlationId}`] : []),
    ...(typeof errorCode === 'string' ? [`error ${errorCode}`] : []),
  ]
  return tidyText(`${sentences.join(' ')}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`, conceal)
}

/** `validationErrors`: objects of `Name` and `Message`, whose texts come as an array. */
function validationTexts(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((each: unknown): string[] => {
    const { Name, Message } = asObject(each) ?? {}
    const messages = (Array.isArray(Message) ? Message : [Message]).filter((text) => typeof text === 'string')
    return typeof Name === 'string' && messages.length > 0 ? [`${Name}: ${messages.join(' ')}`] : []
  })
}

/** What a status means here beyond what it means everywhere. */
export function explain(failure: RemoteFailure): RemoteFailure {
  if (failure.kind === 'uncertain' && failure.status === 503)
    return { ...failure, text: `HAKRO is out of service for the moment (503). ${failure.text}` }
  if (failure.kind === 'refused' && failure.status === 406)
    return {
      ...failure,
      text: `HAKRO answers packed only (406): something on the way takes the header Accept-Encoding away. ${failure.text}`,
    }
  return failure
}

export const asObject = (value: unknown): Readonly<Record<string, unknown>> | null =>
  // safe: an object out of JSON.parse has string keys and nothing else
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
