import { describe, expect, it } from 'vitest'
import { createDispatcher, type Dispatcher } from '../../../../src/renderer/scanner/dispatcher.ts'

const failures: unknown[] = []

function setUp(): {
  readonly dispatcher: Dispatcher<string>
  readonly log: string[]
  readonly into: (name: string) => (scan: string) => void
} {
  const log: string[] = []
  const into = (name: string) => (scan: string) => void log.push(`${name} ${scan}`)
  const dispatcher = createDispatcher<string>({
    fallback: into('fallback'),
    onFailure: (error, scan) => void failures.push(`${String(error)} ${scan}`),
  })
  return { dispatcher, log, into }
}

describe('scans', () => {
  it('go to the handler registered last, then to the one below, then to the fallback', async () => {
    const { dispatcher, log, into } = setUp()
    const leaveScreen = dispatcher.register(into('screen'))
    const leavePanel = dispatcher.register(into('panel'))
    dispatcher.dispatch('1')
    leavePanel()
    dispatcher.dispatch('2')
    leaveScreen()
    leaveScreen()
    dispatcher.dispatch('3')
    await dispatcher.idle()
    expect(log).toEqual(['panel 1', 'screen 2', 'fallback 3'])
  })

  it('go to the highest place, whoever registered first', async () => {
    const { dispatcher, log, into } = setUp()
    const [outer, inner] = [dispatcher.reserve(), dispatcher.reserve()]
    dispatcher.register(into('inner'), inner)
    dispatcher.register(into('outer'), outer)
    dispatcher.dispatch('1')
    await dispatcher.idle()
    expect(log).toEqual(['inner 1'])
  })

  it('wait for the one before, however long it takes, and keep their order', async () => {
    const { dispatcher, log } = setUp()
    const finish: (() => void)[] = []
    dispatcher.register((scan) => {
      log.push(`start ${scan}`)
      return new Promise((resolve) => finish.push(() => (log.push(`end ${scan}`), resolve())))
    })
    for (const scan of ['1', '2', '3']) dispatcher.dispatch(scan)
    for (let turn = 0; turn < 3; turn++) {
      while (finish.length === 0) await Promise.resolve()
      finish.shift()?.()
    }
    await dispatcher.idle()
    expect(log).toEqual(['start 1', 'end 1', 'start 2', 'end 2', 'start 3', 'end 3'])
  })

  it('reach the handler they were scanned for, though it left before their turn', async () => {
    const { dispatcher, log, into } = setUp()
    const leave = dispatcher.register(into('count'))
    dispatcher.dispatch('1')
    dispatcher.dispatch('2')
    leave()
    dispatcher.register(into('items'))
    await dispatcher.idle()
    expect(log).toEqual(['count 1', 'count 2'])
  })

  it('after one whose handler broke are handled all the same', async () => {
    const { dispatcher, log } = setUp()
    dispatcher.register((scan) => {
      if (scan === 'bad') throw new Error('broken')
      if (scan === 'worse') return Promise.reject(new Error('rejected'))
      log.push(scan)
      return undefined
    })
    for (const scan of ['bad', '1', 'worse', '2']) dispatcher.dispatch(scan)
    await dispatcher.idle()
    expect(log).toEqual(['1', '2'])
    expect(failures).toEqual(['Error: broken bad', 'Error: rejected worse'])
  })
})

describe('while held', () => {
  it('scans wait, and come in order after the last hold ends', async () => {
    const { dispatcher, log, into } = setUp()
    dispatcher.register(into('screen'))
    const first = dispatcher.hold()
    const second = dispatcher.hold()
    dispatcher.dispatch('1')
    dispatcher.dispatch('2')
    first()
    first()
    expect(dispatcher.isHeld()).toBe(true)
    await dispatcher.idle()
    expect(log).toEqual([])
    second()
    dispatcher.dispatch('3')
    await dispatcher.idle()
    expect(log).toEqual(['screen 1', 'screen 2', 'screen 3'])
  })
})
