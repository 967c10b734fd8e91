import { z } from 'zod'
import { contract, methodNames } from '../../../shared/contract/contract.ts'
import { appErrorSchema, errorKinds } from '../../../shared/contract/errors.ts'
import { changedEvent } from '../../../shared/contract/events.ts'

/** The contract as data, for people and programs that write scripts against `hakomori rpc`. */
export function describeContract() {
  return {
    jsonrpc: '2.0',
    methods: Object.fromEntries(
      methodNames.map((name) => {
        const { kind, summary, input, output } = contract[name]
        return [name, { kind, summary, input: schema(input, 'input'), output: schema(output, 'output') }]
      }),
    ),
    error: { kinds: errorKinds, data: schema(appErrorSchema, 'output') },
    events: { changed: schema(changedEvent.omit({ event: true }), 'output') },
  }
}

const schema = (type: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(type, { io, unrepresentable: 'any' })
