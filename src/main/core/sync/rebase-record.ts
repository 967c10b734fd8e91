import { unreachable } from '../../../shared/domain/unreachable.ts'
import { amendChange, moveChange, openChangesOf, type Change } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { writeLog } from '../store/log.ts'
import { getRecord } from '../store/records.ts'
import type { EngineContext } from './context.ts'
import { overrides } from './overtake.ts'
import { questionFor } from './questions.ts'
import { rebase, type Rebased, type Remote } from './rebase.ts'

/** Carries out rule 14 for the unsent changes of one record whose base was just replaced. */
export function rebaseRecord(context: EngineContext, writer: Writer, uid: number, remote: Remote): void {
  const changes = comparable(writer, uid)
  if (changes.length === 0) return
  const key = (remote.after ?? remote.before).key
  for (const verdict of rebase(changes, remote, { price: context.options.priceConflicts })) {
    const change = changes.find(({ id }) => id === verdict.id)
    if (change) carryOut(context, writer, change, key, verdict)
  }
}

/** What shows may be our own later change, whose answer is not known yet: nothing is asked of what that one overrides. */
function comparable(writer: Writer, uid: number): Change[] {
  const sent = openChangesOf(writer, uid).filter(({ state }) => state === 'inflight' || state === 'unknown')
  return unsentOf(writer, uid).filter(
    (change) => !sent.some((later) => later.id > change.id && overrides(later, change)),
  )
}

const unsentOf = (writer: Writer, uid: number): Change[] =>
  openChangesOf(writer, uid).filter((change) => change.state === 'ready' || change.state === 'blocked')

function carryOut(context: EngineContext, writer: Writer, change: Change, key: string, verdict: Rebased): void {
  const at = context.ports.clock.now()
  switch (verdict.verdict) {
    case 'alreadySo':
      moveChange(writer, change.id, 'superseded', 'engine', { at })
      return
    case 'conflict': {
      const { reason, fields } = verdict
      const cell = change.warehouse
      moveChange(writer, change.id, 'conflict', 'engine', {
        at,
        question: questionFor({
          reason,
          change,
          key,
          cell,
          fields: [...fields],
          theirsAt: stampOf(writer, change.uid),
        }),
      })
      return
    }
    case 'ruled': {
      const { by, price, fields } = verdict
      if (fields === null) moveChange(writer, change.id, 'superseded', 'engine', { at })
      else amendChange(writer, change.id, { payload: { ...change.payload, fields: storable(fields) } })
      writeLog(writer, context.connection, at, {
        level: 'info',
        event: by === 'mine' ? 'priceMine' : 'priceTheirs',
        text: `The price of ${key} was changed here and at the remote: ${by === 'mine' ? 'yours' : 'theirs'} stands, as this connection is set.`,
        details: { key, mine: price.mine, theirs: price.theirs },
      })
      return
    }
    case 'merge':
      amendChange(writer, change.id, {
        payload: { ...change.payload, fields: storable(verdict.fields) },
        baseSeen: { ...change.baseSeen, fields: storable(verdict.seen) },
      })
      return
    default:
      unreachable(verdict)
  }
}

/** When the remote last changed the record: of a conflict, when theirs was written. */
const stampOf = (writer: Writer, uid: number): number | null => getRecord(writer, uid)?.serverUpdatedAt ?? null

/** The domain's lists are read-only, a payload's are its own. */
function storable(fields: Extract<Rebased, { verdict: 'merge' }>['fields']): NonNullable<Change['payload']['fields']> {
  const { components, ...plain } = fields
  if (components === undefined) return plain
  return { ...plain, components: components === null ? null : components.map((part) => ({ ...part })) }
}

/** Deleted and made anew at the remote: nothing queued for the old one goes to the new one unasked (rule 22). */
export function reviewRecreated(context: EngineContext, writer: Writer, uid: number): void {
  const at = context.ports.clock.now()
  const key = getRecord(writer, uid)?.view.key ?? ''
  for (const change of unsentOf(writer, uid)) {
    const moves = change.kind === 'stock-delta' || change.kind === 'transfer'
    const question = questionFor({ reason: 'changedRemotely', change, key, cell: change.warehouse })
    moveChange(writer, change.id, moves ? 'quarantined' : 'conflict', 'engine', {
      at,
      question,
      ...(moves ? { assumed: 'notApplied' as const } : {}),
    })
  }
}
