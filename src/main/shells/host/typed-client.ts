import { contract, type Client } from '../../../shared/contract/contract.ts'
import { appError } from '../../../shared/contract/errors.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import type { CoreLine } from './rpc.ts'

/** A core's line as the contract types it, for programs in this process. An answer that doesn't fit its schema is an error. */
export function typedClient(line: Pick<CoreLine, 'call' | 'listen'>): Client {
  return {
    async call(method, input) {
      const answer = await line.call(method, input)
      if (!answer.ok) return answer
      const parsed = contract[method].output.safeParse(answer.value)
      if (!parsed.success)
        return err(appError('internal', `The answer of ${method} does not fit the contract: ${parsed.error.message}`))
      return ok(parsed.data as never) // safe: parsed by this very method's schema; TypeScript can't follow the index
    },
    listen: (listener) => line.listen(listener),
  }
}
