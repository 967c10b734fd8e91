/**
 * A dead key writes nothing until the next key is pressed. In the layouts' tables it is the combining mark of its
 * accent, so that a scan's text tells the dead circumflex from the sign; here the two keys become the one character.
 */
const signs: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': '´',
  '\u0302': '^',
  '\u0303': '~',
  '\u0308': '¨',
}

const deadPair = /([\u0300-\u0303\u0308])(.?)/gsu

/** The text with every dead key and what it acts on as a keyboard would write them: with Space after it, its own sign. */
export function joinDeadKeys(text: string): string {
  return text.replace(deadPair, (_pair, mark: string, next: string) => {
    const sign = signs[mark] ?? mark
    if (next === ' ') return sign
    const joined = `${next}${mark}`.normalize('NFC')
    return next !== '' && Array.from(joined).length === 1 ? joined : `${sign}${signs[next] ?? next}`
  })
}
