import { afterEach, describe, expect, it } from 'vitest'
import { createFieldMemory, takesText } from '../../../../src/renderer/scanner/field-memory.ts'

function element(markup: string): HTMLElement {
  document.body.innerHTML = markup
  const found = document.body.firstElementChild
  if (!(found instanceof HTMLElement)) throw new Error('No element')
  return found
}

afterEach(() => {
  document.body.innerHTML = ''
})

describe('a field', () => {
  it('takes text where the browser writes it or jumps by it', () => {
    const takes = [
      '<input>',
      '<input type="number">',
      '<textarea></textarea>',
      '<select></select>',
      '<p contenteditable>x</p>',
    ]
    for (const markup of takes) expect(takesText(element(markup))).toBe(true)
    const ignores = [
      '<button></button>',
      '<input type="checkbox">',
      '<input readonly>',
      '<textarea disabled></textarea>',
    ]
    for (const markup of [...ignores, '<p contenteditable="false">x</p>', '<a href="#">x</a>']) {
      expect(takesText(element(markup))).toBe(false)
    }
  })

  it('that is edited in place gets its content and selection back', () => {
    const host = element('<p contenteditable>one <b>two</b></p>')
    const [text, bold] = host.childNodes
    if (!text || !bold?.firstChild) throw new Error('No text')
    getSelection()?.setBaseAndExtent(text, 1, bold.firstChild, 2)
    const memory = createFieldMemory(document)
    memory.remember(bold.parentElement ?? host)
    host.innerHTML = 'oABC<b>o</b>'
    let inputs = 0
    host.oninput = () => (inputs += 1)
    memory.restore('start')
    expect(host.innerHTML).toBe('one <b>two</b>')
    expect(getSelection()?.toString()).toBe('ne tw')
    expect(inputs).toBe(1)
  })

  it('is left as it is when it was forgotten, or when nothing changed', () => {
    const field = element('<input value="a">') as HTMLInputElement // safe: it is made on this line
    let inputs = 0
    field.oninput = () => (inputs += 1)
    const memory = createFieldMemory(document)
    memory.remember(field)
    memory.restore('start')
    memory.remember(field)
    memory.forget(null)
    field.value = 'typed'
    memory.restore('start')
    expect(field.value).toBe('typed')
    expect(inputs).toBe(0)
  })
})
