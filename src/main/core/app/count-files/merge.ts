import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import type { CountFilePreview } from '../../../../shared/contract/count-files.ts'
import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import { sum } from '../../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { recordAct } from '../../store/acts.ts'
import type { Reader, Writer } from '../../store/database.ts'
import { getDevice, rememberDevice, saveMergeChoice, type MergeChoice } from '../../store/devices.ts'
import { readMeta } from '../../store/meta.ts'
import { currentPerson } from '../../store/people.ts'
import { getRecord } from '../../store/records.ts'
import { joinRound } from '../../store/stocktake-counts.ts'
import { rememberFile } from '../../store/merged-files.ts'
import { decideLine, getLine } from '../../store/stocktake-lines.ts'
import { getStocktake, type Stocktake } from '../../store/stocktakes.ts'
import type { AppContext, CommandHandler, QueryHandler } from '../handlers.ts'
import { findStocktake } from '../stocktakes/find.ts'
import { undoEvents } from '../stocktakes/undo.ts'
import { addEvent } from './add-event.ts'
import { readCountFile, sourceOf, type CountFile } from './count-file.ts'
import { deviceKey, shopOf, shopSecret } from './export.ts'
import type { PlannedClash } from './compare-groups.ts'
import { planMerge, type MergePlan } from './plan-merge.ts'

/** Counts of other PCs, looked at and merged. One transaction: all of a file or nothing. */
export const readFile: QueryHandler<'stocktakes.readFile'> = (_context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const file = readCountFile(input.text, shopSecret(reader))
  return file.ok ? ok(previewOf(reader, found.value, file.value)) : file
}

const ownID = (reader: Reader): string | null => {
  const id = readMeta(reader, deviceKey)
  return typeof id === 'string' ? id : null
}

function previewOf(reader: Reader, stocktake: Stocktake, file: CountFile): CountFilePreview {
  const plan = planMerge(reader, stocktake, file, ownID(reader))
  const times = file.events.map(({ at }) => at)
  const counting = file.events.filter(({ outcome }) => outcome !== null)
  return {
    device: plan.label ?? file.device.name,
    signature: signatureOf(reader, file),
    broken: file.broken,
    madeAt: file.madeAt,
    name: file.stocktake.name,
    warehouseID: file.stocktake.warehouseID,
    fits: fitOf(reader, stocktake, file),
    older: plan.withdrawn === null,
    people: [...new Set(counting.flatMap(({ person }) => person ?? []))].sort((a, b) => a.localeCompare(b)),
    firstAt: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
    lastAt: times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b)),
    events: file.events.length,
    standing: file.events.filter(({ counts }) => counts !== null).length,
    known: plan.known,
    added: plan.added.length,
    takenBack: plan.takenBack.length,
    pieces: sum(plan.added.map(({ quantity }) => quantity)),
    unknown: unknownOf(plan),
    clashes: plan.clashes.map((clash) => ({
      sku: getRecord(reader, clash.item)?.view.key ?? clash.sku,
      name: getRecord(reader, clash.item)?.view.name ?? null,
      place: clash.place,
      round: clash.round,
      here: clash.hereSum,
      hereBy: clash.here.at(-1)?.person ?? null,
      file: clash.fileSum,
      fileBy: clash.fileBy,
      take: clash.chosen?.take ?? null,
    })),
    agreed: plan.agreed,
  }
}

function signatureOf(reader: Reader, file: CountFile): CountFilePreview['signature'] {
  if (file.broken !== null) return 'broken'
  if (file.deviceID === ownID(reader)) return 'own'
  return getDevice(reader, file.deviceID) === undefined ? 'new' : 'known'
}

function fitOf(reader: Reader, stocktake: Stocktake, file: CountFile): CountFilePreview['fits'] {
  if (file.shop !== shopOf(reader)) return 'otherShop'
  if (getRecord(reader, stocktake.warehouse)?.view.key !== file.stocktake.warehouseID) return 'otherWarehouse'
  if (file.stocktake.state === 'posted') return 'posted'
  return stocktake.state === 'open' ? 'yes' : 'closed'
}

function unknownOf({ added }: MergePlan): { code: string; quantity: number }[] {
  const groups = Map.groupBy(
    added.filter(({ item }) => item === null),
    ({ event }) => event.code ?? event.item ?? event.sku ?? '?',
  )
  return [...groups].map(([code, events]) => ({ code, quantity: sum(events.map(({ quantity }) => quantity)) }))
}

const misfits: Readonly<Record<Exclude<CountFilePreview['fits'], 'yes'>, string>> = {
  otherShop: 'This count is of another shop. Connect both PCs to the same one.',
  otherWarehouse: 'This count is of another warehouse. Open a count of that warehouse and merge it there.',
  closed: 'The count here is closed. Open a new one to merge into.',
  posted: 'This count was posted on the other PC already. Merging it would post it twice.',
}

export const merge: CommandHandler<'stocktakes.merge'> = (context, writer, input) => {
  const found = findStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const file = readCountFile(input.text, shopSecret(writer))
  if (!file.ok) return file
  if (file.value.broken !== null)
    return err(
      appError('notAllowed', `Nothing was merged. ${file.value.broken} Save the count again on the other PC.`, {}),
    )
  const fits = fitOf(writer, found.value, file.value)
  if (fits !== 'yes') return err(appError('notAllowed', misfits[fits], { fits }))
  const plan = planMerge(writer, found.value, file.value, ownID(writer))
  const taken = takesOf(writer, plan, input.choices)
  return taken.ok ? ok(bringIn(context, writer, found.value, file.value, plan, taken.value)) : taken
}

interface Taken {
  readonly clash: PlannedClash
  readonly take: MergeChoice['take']
  /** Chosen now, not before. */
  readonly isNew: boolean
}

function takesOf(
  reader: Reader,
  plan: MergePlan,
  choices: ParsedInput<'stocktakes.merge'>['choices'],
): Result<Taken[], AppError> {
  const keyOf = (sku: string, place: string | null, round: number): string => JSON.stringify([sku, place, round])
  const given = new Map(choices.map(({ sku, place, round, take }) => [keyOf(sku, place, round), take]))
  const taken = plan.clashes.map((clash) => {
    const now = given.get(keyOf(getRecord(reader, clash.item)?.view.key ?? clash.sku, clash.place, clash.round))
    return { clash, take: now ?? clash.chosen?.take ?? null, isNew: now !== undefined }
  })
  const open = taken.filter(({ take }) => take === null).length
  if (open > 0) {
    const text = `Nothing was merged. ${String(open)} places were counted twice with different figures: choose for each which one to take.`
    return err(appError('notAllowed', text, { clashes: open }))
  }
  return ok(taken.flatMap(({ take, ...rest }) => (take === null ? [] : [{ ...rest, take }])))
}

function bringIn(
  context: AppContext,
  writer: Writer,
  stocktake: Stocktake,
  file: CountFile,
  plan: MergePlan,
  taken: readonly Taken[],
) {
  const { id } = stocktake
  const at = context.ports.clock.now()
  for (const { person, round } of plan.joining) joinRound(writer, id, person, round)
  const fresh = taken.flatMap(({ clash, take }) => (take === 'file' || take === 'both' ? clash.fresh : []))
  const gone = taken.flatMap(({ clash, take }) =>
    take === 'file' ? clash.here : take === 'here' || take === 'recount' ? clash.known : [],
  )
  const takenBack = [...plan.takenBack, ...gone]
  const open = getStocktake(writer, id)
  if (takenBack.length > 0 && open !== undefined) undoEvents(context, writer, open, takenBack)
  for (const planned of [...plan.added, ...fresh].sort((a, b) => a.event.at - b.event.at)) addEvent(writer, id, planned)
  const { events } = file
  if (plan.withdrawn !== null) rememberFile(writer, id, { ...sourceOf(file), events, withdrawn: plan.withdrawn })
  const chosen = taken.filter(({ take, isNew }) => take === 'recount' && isNew)
  const asked = new Set([...chosen.map(({ clash }) => clash.item), ...plan.passedOver])
  for (const item of asked) if (getLine(writer, id, item)) decideLine(writer, id, item, 'recount', 0, null)
  const by = { person: currentPerson(writer), at }
  for (const { clash, take, isNew } of taken) {
    const { item, round, place, hereSum, fileSum } = clash
    if (isNew)
      saveMergeChoice(writer, id, file.deviceID, { item, round, place, take, here: hereSum, file: fileSum }, by)
  }
  if (plan.label !== null)
    rememberDevice(writer, { id: file.deviceID, label: plan.label, publicKey: file.device.publicKey }, at)
  const done = {
    added: plan.added.length + fresh.length,
    known: plan.known,
    takenBack: takenBack.length,
    recounts: asked.size,
  }
  const head = file.events.at(-1)?.hash ?? null
  recordAct(writer, id, {
    act: 'merge',
    ...by,
    details: { device: plan.label, deviceID: file.deviceID, head, ...done },
  })
  writer.touch('stocktakes')
  return done
}
