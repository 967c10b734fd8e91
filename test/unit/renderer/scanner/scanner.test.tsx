import { act, StrictMode, useState, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Scan, ScannerProfile } from '../../../../src/renderer/scanner/scan.ts'
import {
  ScannerProvider,
  useLastScan,
  usePendingQuantity,
  useScanHandler,
  useScannerHold,
} from '../../../../src/renderer/scanner/scanner.tsx'
import { scannerProfile } from '../../../../src/shared/contract/settings.ts'
import { createKeyboard, type Keyboard } from './keyboard.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let keyboard: Keyboard
let root: Root
let log: string[]

const profile = scannerProfile.parse({})

const render = (children: ReactNode, used: ScannerProfile = profile): Promise<void> =>
  act(() => {
    root.render(
      <StrictMode>
        <ScannerProvider
          profile={{ ...used }}
          fallback={({ code }) => void log.push(`fallback ${code}`)}
          onFailure={(error) => void log.push(String(error))}
        >
          {children}
        </ScannerProvider>
      </StrictMode>,
    )
    return Promise.resolve()
  })

const scan = (...codes: string[]): Promise<void> =>
  act(() => {
    for (const code of codes) keyboard.scan(code)
    return Promise.resolve()
  })

function Taker({ name, children }: { readonly name: string; readonly children?: ReactNode }) {
  useScanHandler(
    ({ code, quantity }) => void log.push(`${name} ${code}${quantity === null ? '' : ` ×${String(quantity)}`}`),
  )
  return children
}

const focus = (): HTMLElement => {
  const element = document.querySelector<HTMLElement>('input, button')
  if (!element) throw new Error('Nothing to focus')
  element.focus()
  return element
}

beforeEach(() => {
  document.body.innerHTML = '<div></div>'
  root = createRoot(document.body.firstElementChild ?? document.body)
  keyboard = createKeyboard()
  log = []
})

afterEach(() => act(() => root.unmount()))

it('hands scans to the innermost screen, and to the fallback when there is none', async () => {
  await render(
    <Taker name="screen">
      <Taker name="panel" />
    </Taker>,
  )
  await scan('AAAA')
  await render(<Taker name="screen" />)
  await scan('BBBB')
  await render(null)
  await scan('CCCC')
  expect(log).toEqual(['panel AAAA', 'screen BBBB', 'fallback CCCC'])
})

it('calls the handler of the latest render', async () => {
  await render(<Taker name="first" />)
  await render(<Taker name="second" />)
  await scan('AAAA')
  expect(log).toEqual(['second AAAA'])
})

it('keeps scans back while a dialog is open', async () => {
  function Dialog({ open }: { readonly open: boolean }) {
    useScannerHold(open)
    return null
  }
  await render([<Taker key="a" name="screen" />, <Dialog key="b" open />])
  await scan('AAAA', 'BBBB', 'AAAA')
  expect(log).toEqual([])
  await render([<Taker key="a" name="screen" />, <Dialog key="b" open={false} />])
  expect(log).toEqual(['screen AAAA', 'screen BBBB', 'screen AAAA'])
})

it('leaves a controlled field, its state and its caret as they were', async () => {
  function Field() {
    const [value, setValue] = useState('hello')
    return (
      <>
        <input value={value} onChange={(event) => setValue(event.target.value.toUpperCase())} />
        <output>{value}</output>
      </>
    )
  }
  await render([<Field key="a" />, <Taker key="b" name="screen" />])
  const field = focus() as HTMLInputElement // safe: the only one there is
  field.setSelectionRange(1, 3)
  await act(() => {
    for (const key of ['KeyA', 'KeyB', 'KeyC', 'KeyD', 'KeyE']) {
      keyboard.press(key)
      keyboard.wait(20)
    }
    keyboard.press('Enter')
    return Promise.resolve()
  })
  expect(log).toEqual(['screen abcde'])
  expect(document.querySelector('output')?.textContent).toBe('HELLO')
  expect([field.selectionStart, field.selectionEnd]).toEqual([1, 3])
})

it('gives digits typed before a scan to that scan alone', async () => {
  function Quantity() {
    const { pending } = usePendingQuantity()
    return <output>{pending.kind === 'none' ? '' : pending.digits}</output>
  }
  await render([<button key="b">x</button>, <Taker key="a" name="screen" />, <Quantity key="c" />])
  focus()
  await act(() => {
    keyboard.type('12', { gap: 90, hold: 70 })
    keyboard.wait(400)
    return Promise.resolve()
  })
  expect(document.querySelector('output')?.textContent).toBe('12')
  await scan('AAAA', 'BBBB')
  expect(log).toEqual(['screen AAAA ×12', 'screen BBBB'])
  expect(document.querySelector('output')?.textContent).toBe('')
})

it('shows the last scan with its timing, wherever it went', async () => {
  const seen: (Scan | null)[] = []
  function Test() {
    seen.push(useLastScan())
    return null
  }
  await render(<Test />)
  await act(() => {
    keyboard.scan('12345', { gap: 12, suffix: 'Tab' })
    return Promise.resolve()
  })
  expect(seen.at(-1)).toMatchObject({
    code: '12345',
    heard: '12345',
    medianGap: 12,
    maxGap: 12,
    suffix: 'tab',
    quantity: null,
  })
})

it('reads what a scanner that is no keyboard sends by the same profile', async () => {
  const serial = createFakeSerial()
  Object.assign(navigator, { serial: serial.list })
  const own = { ...profile, prefix: '#', separator: 'text', separatorText: '~' } as const
  await render(<Taker name="screen" />, own)
  await act(() => serial.write('#10AB~17281231\r]C1#10CD\r'))
  Reflect.deleteProperty(navigator, 'serial')
  expect(log).toEqual(['screen 10AB\x1d17281231', 'screen ]C110CD'])
})

/** The browser's list of serial ports, with one that was allowed before. */
function createFakeSerial() {
  const pipe = new TransformStream<Uint8Array>()
  const writer = pipe.writable.getWriter()
  const port = Object.assign(new EventTarget(), {
    readable: pipe.readable,
    open: () => Promise.resolve(),
    close: () => Promise.resolve(),
    forget: () => Promise.resolve(),
    getInfo: () => ({}),
  })
  const list = Object.assign(new EventTarget(), { getPorts: () => Promise.resolve([port]) })
  const write = async (text: string): Promise<void> => {
    await writer.write(new TextEncoder().encode(text))
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { list, write }
}
