import { describe, expect, it } from 'vitest'
import {
  isBare,
  isMovement,
  matchesCombo,
  parseCombo,
  type KeyPress,
} from '../../../../src/renderer/navigation/combo.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...more,
})

describe('parseCombo', () => {
  it('takes the modifiers before the last part as the key', () => {
    expect(parseCombo('Ctrl+Shift+P')).toEqual({ ctrl: true, alt: false, shift: true, key: 'P' })
    expect(parseCombo('F9')).toEqual({ ctrl: false, alt: false, shift: false, key: 'F9' })
  })
})

describe('matchesCombo', () => {
  it('wants exactly the modifiers that are named', () => {
    expect(matchesCombo(press('Enter', { ctrlKey: true }), 'Ctrl+Enter')).toBe(true)
    expect(matchesCombo(press('Enter'), 'Ctrl+Enter')).toBe(false)
    expect(matchesCombo(press('Enter', { ctrlKey: true, altKey: true }), 'Ctrl+Enter')).toBe(false)
    expect(matchesCombo(press('P', { ctrlKey: true, shiftKey: true }), 'Ctrl+P')).toBe(false)
    expect(matchesCombo(press('P', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+P')).toBe(true)
  })

  it('takes the command key of a Mac for Ctrl', () => {
    expect(matchesCombo(press('k', { metaKey: true }), 'Ctrl+K')).toBe(true)
  })

  it('hears a letter with Caps Lock on', () => {
    expect(matchesCombo(press('Z', { ctrlKey: true }), 'Ctrl+Z')).toBe(true)
    expect(matchesCombo(press('z', { ctrlKey: true }), 'Ctrl+Z')).toBe(true)
  })

  it('finds a digit by its place where the layout needs Shift for it', () => {
    expect(matchesCombo(press('&', { code: 'Digit1', ctrlKey: true }), 'Ctrl+1')).toBe(true)
    expect(matchesCombo(press('&', { code: 'Digit1' }), '1')).toBe(false)
  })

  it('finds a letter with Alt by its place, because Alt makes other signs of it on some keyboards', () => {
    expect(matchesCombo(press('®', { code: 'KeyR', altKey: true }), 'Alt+R')).toBe(true)
  })

  it('does not ask of a sign whether it needed Shift', () => {
    expect(matchesCombo(press('.', { ctrlKey: true, shiftKey: true }), 'Ctrl+.')).toBe(true)
  })
})

describe('what a combination is', () => {
  it('is bare when it also writes', () => {
    expect(['1', 'A', '?'].map(isBare)).toEqual([true, true, true])
    expect(['F2', 'Ctrl+1', 'Alt+R', 'Escape'].map(isBare)).toEqual([false, false, false, false])
  })

  it('is movement when fields and lists have the first right to it', () => {
    expect(['ArrowUp', 'Enter', 'PageDown', 'Tab'].every(isMovement)).toBe(true)
    expect(['Ctrl+Enter', 'Escape', 'F4'].some(isMovement)).toBe(false)
  })
})
