import { describe, expect, it } from 'vitest'
import { createCapture } from '../../../../src/renderer/scanner/capture.ts'
import { looksLikeLostSeparator } from '../../../../src/renderer/scanner/lost-separator.ts'
import { pendingAmount } from '../../../../src/renderer/scanner/pending-quantity.ts'
import { createQuantityStore } from '../../../../src/renderer/scanner/quantity-store.ts'
import { signals } from '../../../../src/renderer/sounds/signals.ts'
import { keysOfScan, type Wedge } from '../../../support/scanner-keys.ts'
import { createCaptureBench, defaults } from './capture-bench.ts'
import type { ScannerProfile } from '../../../../src/renderer/scanner/scan.ts'

/** What people wrote of other programs, each with its thread: none of it may be true here. */

const bench = createCaptureBench()

/** The scan as this computer hears it, wherever the focus is. */
function hear(text: string, wedge: Partial<Wedge> = {}, profile: Partial<ScannerProfile> = {}): string | undefined {
  bench.capture.setProfile({ ...defaults, ...profile })
  for (const key of keysOfScan(text, wedge, bench.keyboard.now() + 10)) {
    bench.keyboard.wait(key.at - bench.keyboard.now())
    if (key.kind === 'down') bench.keyboard.down(key.code, key)
    else bench.keyboard.up(key.code, key)
  }
  bench.keyboard.wait(3000)
  return bench.codes().at(-1)
}

describe('focus, Enter and the wedge', () => {
  it('Enter fires no button before the form is filled (grokability/snipe-it#18974)', () => {
    bench.page('<form><input><button id="focus">Checkin</button></form>')
    expect(hear('ASSET-0042')).toBe('ASSET-0042')
    expect(bench.happened).toEqual([])
  })

  it('Enter saves no form (rero/rero-ils#1421)', () => {
    const field = bench.input('<form><input id="focus" value="draft"><button>Save</button></form>')
    hear('9783161484100')
    expect(bench.happened).not.toContain('submit')
    expect(field.value).toBe('draft')
  })

  it('a scan confirms no dialog that is open (youzan/vant#13164)', () => {
    bench.page('<dialog open><button id="focus">OK</button></dialog>')
    hear('4006381333931')
    expect(bench.happened).toEqual([])
  })

  it('a scan fires no button that was clicked last (strichliste/strichliste-web-frontend#269)', () => {
    const button = bench.page('<button id="focus">+ 1</button>')
    button.click()
    bench.happened.length = 0
    hear('AB 12 CD')
    hear('4006381333931', { end: ['Enter', 'Enter'] })
    expect(bench.happened).toEqual([])
  })

  it('the scanner needs no other settings for Enter, Tab or nothing (netbox-community/netbox#2440)', () => {
    const field = bench.page('<input id="focus"><button>Next</button>')
    for (const end of [['Tab'], ['Enter'], []] as const) {
      expect(hear(`SN-${String(end.length)}${end[0] ?? ''}`, { end })).toBe(`SN-${String(end.length)}${end[0] ?? ''}`)
      expect(document.activeElement).toBe(field)
    }
    expect(bench.scans.map(({ suffix }) => suffix)).toEqual(['tab', 'enter', null])
    expect(field).toHaveProperty('value', '')
    expect(bench.happened).not.toContain('submit')
  })

  it('no field has to be clicked first (grokability/snipe-it#6476)', () => {
    document.body.innerHTML = '<p>Nothing to click</p>'
    expect(hear('ASSET-0042')).toBe('ASSET-0042')
  })

  it('a hand can type the prefix in a password (JumpMind/openpos-framework#2497)', () => {
    bench.capture.setProfile({ ...defaults, prefix: '*' })
    const field = bench.input('<input id="focus" type="password">')
    bench.keyboard.type('a*b*c', { gap: 90, hold: 70 })
    bench.keyboard.wait(500)
    expect(field.value).toBe('a*b*c')
  })

  it('the prefix leaks into no search (JumpMind/openpos-framework#2108)', () => {
    const field = bench.input('<input id="focus" type="search" value="milk">')
    expect(hear('4006381333931', { prefix: '*' }, { prefix: '*' })).toBe('4006381333931')
    expect(field.value).toBe('milk')
  })

  it('a damaged code can be typed by hand, however slowly (metasfresh/metasfresh#454)', () => {
    const field = bench.input('<input id="focus">')
    bench.keyboard.type('4006381', { gap: 900, hold: 90 })
    bench.keyboard.wait(5000)
    expect(field.value).toBe('4006381')
    expect(bench.codes()).toEqual([])
  })
})

describe('many labels', () => {
  it('several codes of one pull of the trigger are scans of their own (inventree/inventree-app#625)', () => {
    bench.page('<button id="focus">x</button>')
    const before = bench.codes().length
    const first = keysOfScan('4006381333931', { gap: 2, hold: 1 }, bench.keyboard.now() + 10)
    const second = keysOfScan('5901234123457', { gap: 2, hold: 1 }, (first.at(-1)?.at ?? 0) + 4)
    const third = keysOfScan('SN-77', { gap: 2, hold: 1 }, (second.at(-1)?.at ?? 0) + 4)
    for (const key of [...first, ...second, ...third]) {
      bench.keyboard.wait(key.at - bench.keyboard.now())
      if (key.kind === 'down') bench.keyboard.down(key.code, key)
      else bench.keyboard.up(key.code, key)
    }
    bench.keyboard.wait(3000)
    expect(bench.codes().slice(before)).toEqual(['4006381333931', '5901234123457', 'SN-77'])
    expect(bench.happened).toEqual([])
  })

  it('a line feed ends a scan as well as Enter does, with no field in focus (inventree/inventree-app#770)', () => {
    document.body.innerHTML = '<p>Nothing to click</p>'
    expect(hear('{"part":1}', { end: ['Ctrl+J'] })).toBe('{"part":1}')
    expect(hear('{"part":2}', { end: ['Enter', 'Ctrl+J'] })).toBe('{"part":2}')
    expect(bench.scans.map(({ suffix }) => suffix)).toEqual(['enter', 'enter'])
    expect(bench.happened).toEqual([])
  })
})

describe('a quantity', () => {
  it.each([
    ['5', 5],
    ['12', 12],
    ['250', 250],
  ])(
    'of %s typed by hand before the scan is that of the scan (Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1004, Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1761)',
    (digits, quantity) => {
      bench.page('<button id="focus">x</button>')
      const store = createQuantityStore(() => undefined)
      store.collect()
      const counted: unknown[] = []
      bench.capture.dispose()
      bench.capture = createCapture({
        window,
        clock: bench.keyboard.clock,
        profile: defaults,
        onScan: ({ code }) => counted.push([code, store.take()]),
        typed: store,
      })
      bench.keyboard.type(digits, { gap: 140, hold: 70 })
      bench.keyboard.wait(700)
      expect(pendingAmount(store.pending())).toBe(quantity)
      hear('4006381333931')
      hear('5901234123457')
      expect(counted).toEqual([
        ['4006381333931', quantity],
        ['5901234123457', null],
      ])
    },
  )
})

describe('characters', () => {
  it('digits stay digits on a French computer, and on a French scanner (fttx/barcode-to-pc-server#166)', () => {
    bench.page('<button id="focus">x</button>')
    expect(hear('HA112', { layout: 'us', system: 'fr' })).toBe('HA112')
    expect(hear('HA112', { layout: 'fr', system: 'us' }, { layout: 'fr' })).toBe('HA112')
  })

  it('a hyphen stays a hyphen on any layout (axenox/onscan.js#19)', () => {
    bench.page('<button id="focus">x</button>')
    for (const layout of ['us', 'uk', 'de', 'ch', 'fr', 'es', 'it'] as const) {
      expect(hear('12-34', { layout, system: 'de' }, { layout })).toBe('12-34')
    }
  })

  it('an exclamation mark arrives from a German scanner (Fabi019/hid-barcode-scanner#385)', () => {
    bench.page('<button id="focus">x</button>')
    expect(hear('wow!^`x', { layout: 'de', system: 'de' }, { layout: 'de' })).toBe('wow!^`x')
  })

  it('the hidden separator arrives in wedge mode (inventree/inventree-app#542)', () => {
    const field = bench.input('<input id="focus" value="v">')
    for (const separator of ['character', 'altDigits', 'altKey', 'f8', 'control', 'arrowDown'] as const) {
      expect(hear('10AB\x1d1728', { separator })).toBe('10AB\x1d1728')
    }
    const substitute = { separator: 'text', separatorText: '{GS}' } as const
    expect(hear('10AB\x1d1728', { separator: 'text', substitute: '{GS}' }, substitute)).toBe('10AB\x1d1728')
    expect(field.value).toBe('v')
    for (const key of ['F8', 'ArrowDown', ']', 'Enter']) expect(bench.happened).not.toContain(key)
  })

  it('Alt+029 is the separator, and no filtered key (odoo/odoo#99730)', () => {
    bench.page('<button id="focus">x</button>')
    expect(hear('10AB\x1d1728', { separator: 'altDigits' })).toBe('10AB\x1d1728')
  })

  it('a separator that never arrives is pointed out (inventree/inventree-app#542)', () => {
    expect(looksLikeLostSeparator('010426011873118010AB-1217281231')).toBe(true)
    expect(looksLikeLostSeparator(']C1010426011873118010AB-1217281231')).toBe(true)
    expect(looksLikeLostSeparator('010426011873118010AB-12\x1d17281231')).toBe(false)
    expect(looksLikeLostSeparator('0104260118731180172812311010AB')).toBe(false)
    expect(looksLikeLostSeparator('4006381333931')).toBe(false)
  })
})

describe('sounds', () => {
  it('tell an error from a counted scan far from the screen (Shelf-nu/shelf.nu#2519, frappe/erpnext#32245)', () => {
    const total = (name: 'known' | 'error'): number => signals[name].reduce((sum, { length }) => sum + length, 0)
    expect(total('error')).toBeGreaterThan(5 * total('known'))
    expect(signals.unknown.length).not.toBe(signals.known.length)
  })
})
