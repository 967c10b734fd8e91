import type { Answer } from '../api.ts'

/** An error in the form of the documents: a list of sentences. */
export const refusal = (
  status: number,
  errors: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ status, headers, body: { kind: 'json', value: { success: false, errors } } })

export const success = (value: unknown, status = 200): Answer => ({
  status,
  headers: {},
  body: { kind: 'json', value },
})

export const notFound = (what: string): Answer => refusal(404, [`Couldn't find ${what}`])
