/**
 * Answers of a hundred thousand rows would be copied to the other thread in one go, and a scan would wait for it. Their rows
 * go ahead in parts; the answer follows without them and is made whole on the other side.
 */
import type { RpcNotification, RpcResponse } from '../../../shared/contract/wire.ts'

const rowsAtOnce = 1_000

export interface LongAnswer {
  readonly id: number | string
  readonly parts: readonly (readonly unknown[])[]
  readonly rest: RpcResponse
}

interface WithRows {
  readonly rows: readonly unknown[]
}

const hasRows = (result: unknown): result is WithRows =>
  typeof result === 'object' && result !== null && 'rows' in result && Array.isArray(result.rows)

/** Null: it is short enough as it is. */
export function splitAnswer(answer: RpcResponse): LongAnswer | null {
  if (!('result' in answer) || !hasRows(answer.result) || answer.result.rows.length <= rowsAtOnce) return null
  const { rows } = answer.result
  const parts = Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, part) =>
    rows.slice(part * rowsAtOnce, (part + 1) * rowsAtOnce),
  )
  return { id: answer.id, parts, rest: { ...answer, result: { ...answer.result, rows: [] } } }
}

/** Keeps the parts of answers until the answers themselves come. */
export function createJoiner() {
  const waiting = new Map<number | string, unknown[]>()
  return {
    keep(id: number | string, rows: readonly unknown[]): void {
      const known = waiting.get(id)
      if (known === undefined) waiting.set(id, [...rows])
      else for (const row of rows) known.push(row)
    },
    whole(message: RpcResponse | RpcNotification): RpcResponse | RpcNotification {
      if (!('result' in message) || !hasRows(message.result)) return message
      const rows = waiting.get(message.id)
      if (rows === undefined) return message
      waiting.delete(message.id)
      return { ...message, result: { ...message.result, rows } }
    },
  }
}
