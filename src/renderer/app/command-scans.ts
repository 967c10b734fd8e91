import { use } from 'react'
import { useTranslation } from 'react-i18next'
import { readReserved, type ReservedCode } from '../../shared/domain/reserved-codes.ts'
import { useClient } from '../data/query.ts'
import { useSettings } from '../data/settings.ts'
import { digitOf, doesCommand, findCommand, type Command } from '../navigation/commands.ts'
import { go } from '../navigation/route.ts'
import { usePlaceTakers } from '../navigation/place-taker.ts'
import { whenTakenBy } from '../navigation/scan-taker.ts'
import { useUiState } from '../navigation/ui-state.ts'
import { KeyMapContext } from '../navigation/use-keys.ts'
import type { Interception } from '../scanner/scanner-session.ts'
import type { HandleScan } from '../scanner/scanner.tsx'
import type { Sounds } from '../sounds/sounds.ts'
import { tell } from '../ui/tell.tsx'
import { typeIntoField } from './type-into-field.ts'

type TypeQuantity = (key: string) => boolean

/** What says where, by whom or for which count the scans after it are made. */
const changesTheNext: ReadonlySet<ReservedCode['kind']> = new Set(['place', 'badge', 'stocktake'])

/**
 * Commands, places and badges, by scan, on every screen and in every dialog. Null: the code is of goods. They take their
 * turn among the other scans, so that “take back” is about the scan before it; only digits are typed at once, because the
 * next scan counts them. A place, a badge or the sheet of another count is about the scans after it, so it waits behind
 * those that a dialog keeps back, and those after it wait until the screen is the one that it asked for.
 */
export function useCommandScans(sounds: Sounds): (code: string, typeQuantity: TypeQuantity) => Interception | null {
  const { t } = useTranslation('commands')
  const say = (done: boolean, text: string | null = null): void => {
    sounds.play(done ? 'command' : 'question')
    if (text !== null) tell(text)
  }
  const press = usePress(say)
  const signIn = useBadge(say)
  const openCount = useOpenCount(say)

  function goTo(place: string): void {
    const { take } = usePlaceTakers.getState()
    if (take === null) say(false, t('noPlace', { place }))
    else take(place)
  }

  function handlerOf(reserved: ReservedCode, code: string, typeQuantity: TypeQuantity): HandleScan {
    if (reserved.kind === 'badge') return () => signIn(code)
    if (reserved.kind === 'place') return () => goTo(reserved.text)
    if (reserved.kind === 'stocktake') return () => openCount(reserved.text)
    const command = reserved.kind === 'command' ? findCommand(reserved.text) : undefined
    if (command === undefined) return () => say(false, t('unknown', { code }))
    if (command.act.kind !== 'type') return () => press(command)
    const typed = typeIntoField(command.act.key) || typeQuantity(command.act.key)
    return () => (typed ? say(true) : press(command))
  }

  return (code, typeQuantity) => {
    const reserved = readReserved(code)
    if (reserved === null) return null
    return { handle: handlerOf(reserved, code, typeQuantity), inOrder: changesTheNext.has(reserved.kind) }
  }
}

type Say = (done: boolean, text?: string | null) => void

function usePress(say: Say): (command: Command) => Promise<void> {
  const { t } = useTranslation('commands')
  const keyMap = use(KeyMapContext)
  const client = useClient()
  const { muted } = useSettings().sounds
  return async (command) => {
    const { act, label } = command
    if (act.kind === 'mute') {
      const done = await client.call('settings.set', { changes: { sounds: { muted: !muted } } })
      return say(done.ok, t(muted ? 'unmuted' : 'muted'))
    }
    const binding = keyMap.active().find((each) => doesCommand(each, command))
    if (binding?.run === undefined)
      return say(false, t('nothing', { name: t(`name.${label}`, { digit: digitOf(command) }) }))
    binding.run()
    say(true)
  }
}

/** The barcode of a count sheet: on with its count, or to its review where that is closed. */
function useOpenCount(say: Say): (stocktakeID: string) => Promise<void> {
  const { t } = useTranslation('commands')
  const client = useClient()
  const show = useUiState((state) => state.show)
  return async (stocktakeID) => {
    const found = await client.call('stocktakes.get', { stocktakeID })
    if (!found.ok) return say(false, t('noStocktake'))
    show(null)
    const screen = found.value.state === 'open' ? 'count' : 'review'
    go(screen, stocktakeID)
    await whenTakenBy(`${screen} ${stocktakeID}`)
    say(true, t('stocktakeOpened', { name: found.value.name }))
  }
}

/** Until React has drawn what was just decided, with the hold of a dialog that it opens. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

function useBadge(say: Say): (code: string) => Promise<void> {
  const { t } = useTranslation('commands')
  const client = useClient()
  const show = useUiState((state) => state.show)
  const askPin = useUiState((state) => state.askPin)
  return async (code) => {
    const done = await client.call('people.badge', { code })
    if (!done.ok) return say(false, t('failed'))
    const { outcome, name } = done.value
    if (outcome === 'unknownBadge') return say(false, t('unknownBadge'))
    if (outcome === 'signedIn') {
      show(null)
      await drawn()
      return say(true, t('signedIn', { name }))
    }
    say(false)
    askPin({ badge: code, answer: done.value })
    await drawn()
  }
}
