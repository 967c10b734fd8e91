import { describe, expect, it } from 'vitest'
import { KeyMap, type Binding } from '../../../../src/renderer/navigation/key-map.ts'

const nowhere = { editing: false, inDialog: false }
const inField = { editing: true, inDialog: false }

const press = (key: string, ctrlKey = false) => ({
  key,
  code: '',
  ctrlKey,
  altKey: false,
  shiftKey: false,
  metaKey: false,
})

const bind = (keys: string, label = keys): Binding => ({ keys, label, where: 'here', run: () => undefined })

describe('KeyMap', () => {
  it('lets the newest binding of a combination win, and the older one back when it goes', () => {
    const map = new KeyMap()
    map.bind([bind('F6', 'shelf')], 0)
    const stop = map.bind([bind('F6', 'destination')], 0)
    expect(map.find(press('F6'), nowhere)?.label).toBe('destination')
    stop()
    expect(map.find(press('F6'), nowhere)?.label).toBe('shelf')
  })

  it('lists each combination once', () => {
    const map = new KeyMap()
    map.bind([bind('F6', 'shelf'), bind('F2')], 0)
    map.bind([bind('F6', 'destination')], 0)
    expect(map.active().map(({ label }) => label)).toEqual(['destination', 'F2'])
  })

  it('hides the page under a dialog, which binds nothing but its own', () => {
    const map = new KeyMap()
    map.bind([bind('F2')], 0)
    const close = map.bind([bind('Escape')], 1)
    expect(map.find(press('F2'), nowhere)).toBeNull()
    expect(map.activeOf(0).map(({ keys }) => keys)).toEqual(['F2'])
    close()
    expect(map.find(press('F2'), nowhere)?.keys).toBe('F2')
  })

  it('leaves bare keys and movement to the field that has the focus', () => {
    const map = new KeyMap()
    map.bind([bind('1'), bind('Enter'), bind('F2'), bind('Ctrl+Enter')], 0)
    expect(map.find(press('1'), inField)).toBeNull()
    expect(map.find(press('Enter'), inField)).toBeNull()
    expect(map.find(press('F2'), inField)?.keys).toBe('F2')
    expect(map.find(press('Enter', true), inField)?.keys).toBe('Ctrl+Enter')
  })

  it('leaves Escape to an open menu or dialog that handles it itself', () => {
    const map = new KeyMap()
    map.bind([bind('Escape')], 0)
    expect(map.find(press('Escape'), { editing: false, inDialog: true })).toBeNull()
  })

  it('lists, but never runs, what somebody else handles', () => {
    const map = new KeyMap()
    map.bind([{ keys: 'ArrowUp', label: 'Previous row', where: 'here' }], 0)
    expect(map.active()).toHaveLength(1)
    expect(map.find(press('ArrowUp'), nowhere)).toBeNull()
  })

  it('answers the same array until something changes, and says when', () => {
    const map = new KeyMap()
    let changes = 0
    map.watch(() => (changes += 1))
    map.bind([bind('F2')], 0)
    expect(map.active()).toBe(map.active())
    expect(changes).toBe(1)
  })
})
