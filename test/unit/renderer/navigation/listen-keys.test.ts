import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { KeyMap } from '../../../../src/renderer/navigation/key-map.ts'
import { listenKeys } from '../../../../src/renderer/navigation/listen-keys.ts'

let ran: string[]
let map: KeyMap
let stop: () => void

const bind = (keys: string): void => void map.bind([{ keys, label: keys, where: 'here', run: () => ran.push(keys) }], 0)

const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))

function field(value: string): HTMLInputElement {
  document.body.innerHTML = '<input>'
  const input = document.querySelector('input')
  if (input === null) throw new Error('No field')
  input.value = value
  return input
}

beforeEach(() => {
  vi.useFakeTimers()
  ran = []
  map = new KeyMap()
  stop = listenKeys(window, map)
})

afterEach(() => {
  stop()
  vi.useRealTimers()
  document.body.innerHTML = ''
})

it('runs a key at once and keeps the browser from acting on it', () => {
  bind('F9')
  expect(press('F9')).toBe(false)
  expect(ran).toEqual(['F9'])
})

it('waits with a bare digit, so that the first digit of a scan picks nothing', () => {
  bind('4')
  press('4')
  vi.advanceTimersByTime(20)
  press('0')
  vi.advanceTimersByTime(1000)
  expect(ran).toEqual([])
  press('4')
  vi.advanceTimersByTime(121)
  expect(ran).toEqual(['4'])
})

it('does not repeat a command while its key is held, but does walk', () => {
  bind('F9')
  bind('ArrowDown')
  press('F9')
  press('F9', { repeat: true })
  press('ArrowDown')
  press('ArrowDown', { repeat: true })
  expect(ran).toEqual(['F9', 'ArrowDown', 'ArrowDown'])
})

it('leaves Ctrl Z to a field with text, and takes it from an empty one', () => {
  bind('Ctrl+Z')
  press('z', { ctrlKey: true }, field('abc'))
  expect(ran).toEqual([])
  press('z', { ctrlKey: true }, field(''))
  expect(ran).toEqual(['Ctrl+Z'])
})

it('keeps still while an input method composes and for what somebody handled already', () => {
  bind('F2')
  press('F2', { isComposing: true })
  const handle = (event: Event): void => event.preventDefault()
  document.body.addEventListener('keydown', handle)
  press('F2')
  document.body.removeEventListener('keydown', handle)
  expect(ran).toEqual([])
})

it('shows the keys on the buttons while Ctrl is held alone', () => {
  press('Control', { ctrlKey: true })
  vi.advanceTimersByTime(351)
  expect(document.documentElement.dataset['keys']).toBe('shown')
  window.dispatchEvent(new KeyboardEvent('keyup', { key: 'Control' }))
  expect(document.documentElement.dataset['keys']).toBeUndefined()
})

it('hears nothing any more once it is stopped', () => {
  bind('F9')
  stop()
  press('F9')
  expect(ran).toEqual([])
})

it('keeps Escape from what lies below a dialog that the same press closes, wherever the focus is', () => {
  bind('Escape')
  document.body.innerHTML = '<div aria-modal="true"></div>'
  const closes = (): void => document.querySelector('[aria-modal]')?.remove()
  document.body.addEventListener('keydown', closes, { once: true })
  press('Escape')
  expect(ran).toEqual([])
  press('Escape')
  expect(ran).toEqual(['Escape'])
})
