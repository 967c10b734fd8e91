import type { TFunction } from 'i18next'
import type { Format } from '../../i18n/format.ts'
import type { Learned, WrongCharacter } from '../../scanner/learn/learned.ts'
import type { Tone } from '../../ui/tone.ts'
import { visibleText } from '../../ui/visible-signs.ts'

/** What was found, one line for each thing, in words. */
export interface Fact {
  readonly name: string
  readonly value: string
  readonly hint: string
  readonly tone: Extract<Tone, 'ok' | 'warn'>
}

type T = TFunction<'scanner'>

export const factsOf = (learned: Learned, t: T, format: Format): readonly Fact[] => [
  signsFact(learned, t, format),
  layoutFact(learned, t),
  capitalsFact(learned, t),
  endFact(learned, t, format),
  prefixFact(learned, t),
  paceFact(learned, t, format),
  separatorFact(learned, t),
  aimFact(learned, t),
]

function signsFact({ wrong }: Learned, t: T, format: Format): Fact {
  const value =
    wrong.length === 0 ? t('signsAll') : t('signsWrong', { count: wrong.length, number: format.count(wrong.length) })
  const hint = wrong.slice(0, 3).map((each) => wrongText(each, t))
  return { name: t('fact.signs'), value, hint: hint.join('; '), tone: wrong.length === 0 ? 'ok' : 'warn' }
}

function wrongText({ expected, got }: WrongCharacter, t: T): string {
  if (got === '') return t('wrongLost', { expected: visibleText(expected) })
  if (expected === '') return t('wrongExtra', { got: visibleText(got) })
  return t('wrongPair', { expected: visibleText(expected), got: visibleText(got) })
}

function layoutFact({ profile, system, alsoFits }: Learned, t: T): Fact {
  const name = t('fact.layout')
  const value = t(`layouts.${profile.layout}`)
  if (alsoFits.length > 0) {
    const names = alsoFits.map((other) => t(`layouts.${other}`)).join(', ')
    return { name, value, hint: t('layoutAlso', { names }), tone: 'warn' }
  }
  if (system === null) return { name, value, hint: t('layoutUnknown'), tone: 'ok' }
  const same = system === profile.layout
  return { name, value, hint: same ? t('layoutSame') : t('layoutOther', { name: t(`layouts.${system}`) }), tone: 'ok' }
}

const capitalsFact = ({ profile, capsLockOn }: Learned, t: T): Fact => ({
  name: t('fact.capitals'),
  value: profile.caseInverted ? t('swapped') : t('right'),
  hint: profile.caseInverted ? t('swappedHint') : capsLockOn ? t('capsLock') : '',
  tone: 'ok',
})

const endFact = ({ ending, profile }: Learned, t: T, format: Format): Fact => ({
  name: t('fact.ending'),
  value: t(`endings.${ending}`),
  hint: ending === 'none' ? t('endNoneHint', { number: format.count(profile.silence) }) : t('endHint'),
  tone: ending === 'none' || ending === 'mixed' ? 'warn' : 'ok',
})

const prefixFact = ({ profile }: Learned, t: T): Fact => ({
  name: t('fact.prefix'),
  value: profile.prefix === '' ? t('prefixNone') : visibleText(profile.prefix),
  hint: profile.prefix === '' ? '' : t('prefixHint'),
  tone: 'ok',
})

const paceFact = ({ medianGap, maxGap, advice }: Learned, t: T, format: Format): Fact => ({
  name: t('fact.pace'),
  value: t('pace', { number: format.count(Math.round(medianGap)) }),
  hint: t('paceHint', { number: format.count(Math.round(maxGap)) }),
  tone: advice.includes('faster') ? 'warn' : 'ok',
})

function separatorFact({ separator }: Learned, t: T): Fact {
  const name = t('fact.separator')
  if (separator === null) return { name, value: t('separatorUnknown'), hint: '', tone: 'warn' }
  const { way, text } = separator
  const lost = way === 'lost' || way === 'other'
  const value = t(`separators.${way}`, { text: visibleText(text) })
  return { name, value, hint: lost ? t('separatorLost') : t('separatorHint'), tone: lost ? 'warn' : 'ok' }
}

const aimFact = ({ aim }: Learned, t: T): Fact => ({
  name: t('fact.aim'),
  value: aim === null ? t('aimNo') : t('aimYes', { aim }),
  hint: aim === null ? t('aimNoHint') : t('aimHint'),
  tone: 'ok',
})
