import { keepPreviousData, useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { createContext, use, useSyncExternalStore } from 'react'
import type { Client, CommandName, Input, Output, QueryName } from '../../shared/contract/contract.ts'
import type { AppError } from '../../shared/contract/errors.ts'
import type { Result } from '../../shared/domain/result.ts'
import { CallError } from './call-error.ts'
import type { LinkedClient, LinkState } from './linked-client.ts'

export const ClientContext = createContext<LinkedClient | null>(null)

export function useClient(): LinkedClient {
  const client = use(ClientContext)
  if (client === null) throw new Error('No client: the component is not inside the app’s providers')
  return client
}

export function useLinkState(): LinkState {
  const client = useClient()
  return useSyncExternalStore(client.watchLink, client.linkState)
}

export interface QueryChoices {
  /** False: does not ask at all. */
  readonly enabled?: boolean
  /** True: while the input changes, the last answer stays on screen (search as you type). */
  readonly keepPrevious?: boolean
}

/** Reads one query of the contract and follows its changes. `error` is an AppError. */
export function useQueryOf<M extends QueryName>(
  method: M,
  input: Input<M>,
  { enabled = true, keepPrevious = false }: QueryChoices = {},
): UseQueryResult<Output<M>, CallError> {
  const client = useClient()
  return useQuery<Output<M>, CallError>({
    queryKey: [method, input],
    queryFn: () => readQuery(client, method, input),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })
}

export async function readQuery<M extends QueryName>(client: Client, method: M, input: Input<M>): Promise<Output<M>> {
  const answer = await client.call(method, input)
  if (!answer.ok) throw new CallError(answer.error)
  return answer.value
}

export interface Command<M extends CommandName> {
  /** Never rejects for an expected failure: look at `ok`. */
  run(this: void, input: Input<M>): Promise<Result<Output<M>, AppError>>
  readonly pending: boolean
  /** Of the last run; null after a success, at first, and after `reset`. */
  readonly error: AppError | null
  reset(this: void): void
}

/** Carries out one command of the contract. What it changes comes back through events, not by hand. */
export function useCommand<M extends CommandName>(method: M): Command<M> {
  const client = useClient()
  const mutation = useMutation<Result<Output<M>, AppError>, Error, Input<M>>({
    mutationFn: (input) => client.call(method, input),
  })
  const error = mutation.data !== undefined && !mutation.data.ok ? mutation.data.error : null
  return { run: mutation.mutateAsync, pending: mutation.isPending, error, reset: mutation.reset }
}
