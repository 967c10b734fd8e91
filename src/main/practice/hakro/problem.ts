import type { Answer } from '../api.ts'

interface ValidationError {
  readonly Name: string
  readonly Message: readonly string[]
}

export interface Problem {
  readonly status: number
  readonly title: string
  readonly detail?: string
  readonly validationErrors?: readonly ValidationError[]
}

const correlationId = (status: number): string => `5b1c0a52-0b33-401b-844c-${String(status).padStart(12, '0')}`

/** An error in the documented form, whatever was asked. */
export const problemAnswer = (
  { status, title, detail, validationErrors = [] }: Problem,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers,
  body: {
    kind: 'json',
    value: {
      correlationId: correlationId(status),
      errorCode: `0x${status.toString(16).padStart(10, '0')}`,
      title,
      ...(detail === undefined ? {} : { detail }),
      type: `https://example.com/problems/${String(status)}`,
      validationErrors,
    },
  },
})

export const invalid = (name: string, message: string): Problem => ({
  status: 400,
  title: 'A validation error occured.',
  validationErrors: [{ Name: name, Message: [message] }],
})
