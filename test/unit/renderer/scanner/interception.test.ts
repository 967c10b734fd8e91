import { describe, expect, it, vi } from 'vitest'
import { createDispatcher } from '../../../../src/renderer/scanner/dispatcher.ts'

function setUp() {
  const log: string[] = []
  const into = (name: string) => (scan: string) => void log.push(`${name} ${scan}`)
  const dispatcher = createDispatcher<string>({ fallback: into('fallback'), onFailure: () => undefined })
  return { dispatcher, log, into }
}

describe('a scan that is no goods', () => {
  it('goes to its taker in its turn, not to the screen', async () => {
    const { dispatcher, log, into } = setUp()
    dispatcher.register(async (scan) => {
      await Promise.resolve()
      log.push(`screen ${scan}`)
    })
    dispatcher.dispatch('item')
    dispatcher.dispatch('undo', into('command'))
    await dispatcher.idle()
    expect(log).toEqual(['screen item', 'command undo'])
  })

  it('is not kept back while a dialog is open', async () => {
    const { dispatcher, log, into } = setUp()
    const release = dispatcher.hold()
    dispatcher.dispatch('item')
    dispatcher.dispatch('confirm', into('command'))
    await dispatcher.idle()
    expect(log).toEqual(['command confirm'])
    release()
    await dispatcher.idle()
    expect(log).toEqual(['command confirm', 'fallback item'])
  })

  it('waits behind the scans that wait where it says something of the scans after it', async () => {
    const { dispatcher, log, into } = setUp()
    dispatcher.register(into('screen'))
    const release = dispatcher.hold()
    dispatcher.dispatch('B-01', into('place'), true)
    dispatcher.dispatch('first', null)
    dispatcher.dispatch('B-02', into('place'), true)
    dispatcher.dispatch('second', null)
    await dispatcher.idle()
    expect(log).toEqual(['place B-01'])
    release()
    await dispatcher.idle()
    expect(log).toEqual(['place B-01', 'screen first', 'place B-02', 'screen second'])
  })

  it('keeps the scans after it for five seconds where it is not answered, and no longer', async () => {
    vi.useFakeTimers()
    const { dispatcher, log, into } = setUp()
    dispatcher.register(into('screen'))
    dispatcher.dispatch('badge', () => new Promise<void>(() => undefined), true)
    dispatcher.dispatch('item')
    await vi.advanceTimersByTimeAsync(4_999)
    expect(log).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(log).toEqual(['screen item'])
    vi.useRealTimers()
  })

  it('has a say in who takes the scans after it, and none in those before', async () => {
    const { dispatcher, log, into } = setUp()
    const leave = dispatcher.register(into('one'))
    const open = async (): Promise<void> => {
      await Promise.resolve()
      leave()
      dispatcher.register(into('other'))
    }
    dispatcher.dispatch('first')
    dispatcher.dispatch('sheet', open, true)
    dispatcher.dispatch('second')
    await dispatcher.idle()
    expect(log).toEqual(['one first', 'other second'])
  })

  it('keeps the scans after it back where it opens a dialog that holds them', async () => {
    const { dispatcher, log, into } = setUp()
    dispatcher.register(into('screen'))
    let close = (): void => undefined
    const release = dispatcher.hold()
    dispatcher.dispatch('first')
    dispatcher.dispatch('badge', () => void (close = dispatcher.hold()), true)
    dispatcher.dispatch('second')
    release()
    await dispatcher.idle()
    expect(log).toEqual(['screen first'])
    close()
    await dispatcher.idle()
    expect(log).toEqual(['screen first', 'screen second'])
  })

  it('goes to a handler that wants it', async () => {
    const { dispatcher, log, into } = setUp()
    dispatcher.register(into('dialog'), dispatcher.reserve(), (scan) => scan === 'badge')
    dispatcher.dispatch('badge', into('command'))
    dispatcher.dispatch('undo', into('command'))
    await dispatcher.idle()
    expect(log).toEqual(['dialog badge', 'command undo'])
  })
})
