import type { Advice, Known } from './learned.ts'

/** A hand's fastest steady typing. Milliseconds. */
const handGap = 50

export function adviseOn(known: Known, prefix: string): readonly Advice[] {
  const { wrong, separator, ending, extraEnd, medianGap, aim } = known
  const found: readonly (readonly [boolean, Advice])[] = [
    [wrong.length > 0, 'setLayout'],
    [separator?.way === 'lost' && wrong.length === 0, 'sendSeparator'],
    [separator?.way === 'other', 'changeSeparator'],
    [separator?.way === 'text' && /^[A-Za-z0-9 ./+-]+$/.test(separator.text), 'rareSeparator'],
    [extraEnd !== '', 'removeEnd'],
    [prefix.length > 8, 'shortenPrefix'],
    [ending === 'mixed', 'oneEnding'],
    [ending === 'none', 'addEnter'],
    [medianGap > handGap, 'faster'],
    [aim === null && wrong.length === 0, 'nameCodes'],
  ]
  return found.filter(([holds]) => holds).map(([, advice]) => advice)
}
