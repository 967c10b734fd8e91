import { test, type CDPSession, type Page } from '@playwright/test'
import type { RawKey } from '../../src/renderer/scanner/raw-key.ts'

/**
 * Sends recorded keys to the page as the system would: at their own times, not waiting for the page. What the keys are
 * is test/support/scanner-keys.ts's business.
 */
export interface WedgeDriver {
  /** Resolves when the page has heard the last key. The keys' own gaps are kept, from now on. */
  send(keys: readonly RawKey[]): Promise<void>
}

export async function createWedgeDriver(page: Page): Promise<WedgeDriver> {
  const session = await page.context().newCDPSession(page)
  let last = 0
  let capsLock = false
  return {
    async send(keys) {
      const [first] = keys
      if (!first) return
      if (first.capsLock !== capsLock) await page.evaluate(lockCapitals, (capsLock = first.capsLock))
      const start = Math.max(Date.now(), last + 1)
      // Outside a step of its own, the runner looks through everything the test has done so far at each key: after 50,000
      // keys a burst took seven times as long, on an empty page, too.
      await test.step(`${String(keys.length)} keys`, () =>
        Promise.all(keys.map((key) => dispatch(session, key, start + key.at - first.at))))
      last = start + (keys.at(-1)?.at ?? 0) - first.at
      // The next scan is later than this one on the keys' clock, too.
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, last - Date.now())))
    },
  }
}

/**
 * The protocol's keys have every modifier but the locks, so the page's browser says of Caps Lock what the computer would.
 * All keys of one burst are alike in it. Runs in the page.
 */
function lockCapitals(isOn: boolean): void {
  const original = KeyboardEvent.prototype.getModifierState
  KeyboardEvent.prototype.getModifierState = function (key) {
    return key === 'CapsLock' ? isOn : original.call(this, key)
  }
}

const named: Readonly<Record<string, number>> = {
  Enter: 13,
  Tab: 9,
  Shift: 16,
  Control: 17,
  Alt: 18,
  AltGraph: 225,
  ArrowDown: 40,
  F8: 119,
}

function dispatch(session: CDPSession, key: RawKey, at: number): Promise<unknown> {
  const writes = key.key.length === 1 && !key.control && !key.alt
  const text = key.key === 'Enter' ? '\r' : writes ? key.key : undefined
  // The protocol knows no AltGr; on Windows it is Ctrl and Alt.
  const modifiers = (key.alt || key.altGraph ? 1 : 0) + (key.control || key.altGraph ? 2 : 0) + (key.shift ? 8 : 0)
  return session.send('Input.dispatchKeyEvent', {
    type: key.kind === 'up' ? 'keyUp' : text === undefined ? 'rawKeyDown' : 'keyDown',
    code: key.code,
    key: key.key,
    windowsVirtualKeyCode: named[key.key] ?? key.key.toUpperCase().charCodeAt(0),
    modifiers,
    timestamp: at / 1000,
    ...(text === undefined || key.kind === 'up' ? {} : { text, unmodifiedText: text }),
  })
}
