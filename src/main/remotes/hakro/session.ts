/**
 * One request for data, with everything the documents ask of it: the headers, a token, and a new token once where the old
 * one is refused.
 */
import type { RemoteFailure, Turn } from '../../core/ports.ts'
import { err, type Result } from '../../../shared/domain/result.ts'
import type { HttpAnswer, Transport } from '../http/transport.ts'
import type { SignIn } from './sign-in.ts'

export interface Question {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body: unknown
}

type Receive<T> = (answer: HttpAnswer) => Promise<Result<T, RemoteFailure>>

export interface Session {
  /** `turn` is taken before each request: a caller that has paid for the first hands in `afterFirst`. */
  ask<T>(question: Question, receive: Receive<T>, signal: AbortSignal, turn: Turn): Promise<Result<T, RemoteFailure>>
}

export function createSession(
  transport: Transport,
  signIn: SignIn,
  { userAgent, language }: { readonly userAgent: string; readonly language: string },
): Session {
  const headersWith = (token: string): Readonly<Record<string, string>> => ({
    'x-bee-api-version': '2020-06-01',
    accept: 'application/json',
    'user-agent': userAgent,
    authorization: `Bearer ${token}`,
    'accept-encoding': 'br, gzip',
    ...(language === '' ? {} : { 'accept-language': language }),
    'content-type': 'application/json; charset=utf-8',
  })
  return {
    async ask({ method, path, body }, receive, signal, turn) {
      for (let isFirst = true; ; isFirst = false) {
        const token = await signIn.token(signal, turn)
        if (!token.ok) return err(token.error)
        await turn()
        const request = { kind: 'read', method, path, body: JSON.stringify(body), signal } as const
        const answer = await transport.exchange({ ...request, headers: headersWith(token.value) }, receive)
        if (answer.ok || answer.error.kind !== 'unauthorized' || answer.error.status !== 401) return answer
        signIn.forget(token.value)
        if (!isFirst) return answer
      }
    },
  }
}

/** A turn for who has paid for one request already. */
export function afterFirst(turn: Turn): Turn {
  let paid = true
  return () => {
    if (!paid) return turn()
    paid = false
    return Promise.resolve()
  }
}
