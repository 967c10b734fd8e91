import { saidFields } from './fields.ts'
import type { QueuedChange } from './intent.ts'

/** Whether a later change of the same record leaves nothing of an earlier one. Pure. */
export function overrides(later: QueuedChange, earlier: QueuedChange): boolean {
  switch (later.kind) {
    case 'stock-set':
      return (earlier.kind === 'stock-delta' || earlier.kind === 'stock-set') && earlier.warehouse === later.warehouse
    case 'set-field': {
      const said = saidFields(later.payload.fields ?? {})
      return (
        earlier.kind === 'set-field' && saidFields(earlier.payload.fields ?? {}).every((name) => said.includes(name))
      )
    }
    case 'rename':
      return earlier.kind === 'rename'
    case 'delete':
      return earlier.kind === 'set-field' || earlier.kind === 'rename' || earlier.kind === 'delete'
    case 'create':
      return earlier.kind === 'set-field' || earlier.kind === 'rename'
    default:
      return false
  }
}
