import { setTimeout } from 'node:timers/promises'
import type { CDPSession, Page } from '@playwright/test'

/**
 * A keyboard-wedge scanner as the system sees one: its keys come at its own pace, half a millisecond apart, and don't wait for
 * the page to have dealt with the last one. (`page.keyboard.type` waits, so on a busy machine its bursts slow down to a
 * hand's pace.) The times are stamped on the keys, as a system does; what a page makes of them never depends on the load.
 */
export interface Scanner {
  /** Resolves when the page has heard the last key. The same label again is a second pull of the trigger, 300 ms later. */
  scan(code: string): Promise<void>
  /** One pull of the trigger that reads the label twice. */
  readTwice(code: string): Promise<void>
}

interface Key {
  readonly code: string
  readonly key: string
  readonly shift: boolean
  readonly virtual: number
  readonly text?: string
}

const enter: Key = { code: 'Enter', key: 'Enter', shift: false, virtual: 13, text: '\r' }
const shiftBit = 8
/** Milliseconds from one pull of the trigger to the next, for a quick hand. */
const pull = 300
/** Milliseconds between two events. */
const step = 0.5

export async function createScanner(page: Page): Promise<Scanner> {
  const session = await page.context().newCDPSession(page)
  let last = 0
  const nextTime = (): number => (last += step)
  let label: string | null = null
  const send = async (code: string): Promise<void> => {
    // A scanner is still sending its last label until then.
    await setTimeout(Math.max(0, last - Date.now()))
    last = Math.max(last, Date.now())
    await Promise.all([...[...code].map(keyOf), enter].flatMap((key) => press(session, key, nextTime)))
  }
  const scan = async (code: string): Promise<void> => {
    if (code === label) last = Math.max(last, Date.now()) + pull
    label = code
    await send(code)
  }
  return {
    scan,
    async readTwice(code) {
      await scan(code)
      await send(code)
    },
  }
}

function press(session: CDPSession, key: Key, nextTime: () => number): Promise<unknown>[] {
  const shift = (type: 'rawKeyDown' | 'keyUp') => ({
    type,
    code: 'ShiftLeft',
    key: 'Shift',
    windowsVirtualKeyCode: 16,
    modifiers: type === 'keyUp' ? 0 : shiftBit,
  })
  const own = {
    code: key.code,
    key: key.key,
    windowsVirtualKeyCode: key.virtual,
    modifiers: key.shift ? shiftBit : 0,
  }
  const text = key.text === undefined ? {} : { text: key.text, unmodifiedText: key.text }
  const events = [
    ...(key.shift ? [shift('rawKeyDown')] : []),
    { type: 'keyDown' as const, ...own, ...text },
    { type: 'keyUp' as const, ...own },
    ...(key.shift ? [shift('keyUp')] : []),
  ]
  return events.map((event) => session.send('Input.dispatchKeyEvent', { ...event, timestamp: nextTime() / 1000 }))
}

/** Where a US keyboard has the signs of our labels. */
function keyOf(sign: string): Key {
  const virtual = sign.toUpperCase().charCodeAt(0)
  if (/\d/.test(sign)) return { code: `Digit${sign}`, key: sign, shift: false, virtual, text: sign }
  if (/[a-z]/i.test(sign)) {
    const shift = sign === sign.toUpperCase()
    return { code: `Key${sign.toUpperCase()}`, key: sign, shift, virtual, text: sign }
  }
  if (sign === '-') return { code: 'Minus', key: '-', shift: false, virtual: 189, text: '-' }
  throw new Error(`This scanner has no key for “${sign}”`)
}
