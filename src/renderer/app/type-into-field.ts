const takesText = /^(text|search|tel|url|password)$/

/** Types one key into the field that has the focus, as a hand would. False: none has, or it takes no text. */
export function typeIntoField(key: string, field: Element | null = document.activeElement): boolean {
  if (!(field instanceof HTMLInputElement) || !takesText.test(field.type)) return false
  if (field.readOnly || field.disabled || key === '×') return false
  const from = field.selectionStart ?? field.value.length
  const to = field.selectionEnd ?? from
  if (key === 'Backspace') field.setRangeText('', from === to ? Math.max(0, from - 1) : from, to, 'end')
  else field.setRangeText(key, from, to, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  return true
}
