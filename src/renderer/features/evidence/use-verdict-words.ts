import { useTranslation } from 'react-i18next'
import type { EvidenceFinding } from '../../../shared/contract/paper.ts'
import { stocktakeActs } from '../../../shared/domain/stocktake-acts.ts'
import { useFormat } from '../../i18n/format.ts'

/** A file may say anything where one of these should stand; what is none of them is shown as it is. */
const kinds = ['scan', 'count', 'undo', 'mark', 'link', 'zero'] as const
const parts = ['stocktake', 'settings', 'events', 'acts', 'summary', 'lines', 'files'] as const

type Finding<K extends EvidenceFinding['kind']> = Extract<EvidenceFinding, { kind: K }>

/** A finding as one plain sentence in the user’s language. */
export function useVerdictWords(): (finding: EvidenceFinding) => string {
  const { t } = useTranslation('paper')
  const format = useFormat()

  const kind = (word: string): string => {
    const known = kinds.find((each) => each === word)
    return known === undefined ? word : t(`check.kind.${known}`)
  }
  const part = (word: string): string => {
    const known = parts.find((each) => each === word)
    return known === undefined ? word : t(`check.part.${known}`)
  }
  const act = (word: string): string => {
    const known = stocktakeActs.find((each) => each === word)
    return known === undefined ? word : t(`act.${known}`)
  }
  const by = (person: string | null): string | null => (person === null ? null : t('check.by', { person }))
  const at = (time: number | null): string | null =>
    time === null ? null : `${format.date(time)}, ${format.timeOfDay(time)}`
  const joined = (words: readonly (string | null)[]): string => words.filter((word) => word !== null).join(' ')
  const actOf = (finding: Finding<'act' | 'eventsMissing'>) => ({
    number: format.count(finding.number),
    of: format.count(finding.of),
    what: joined([act(finding.act), by(finding.person), at(finding.at)]),
  })

  return (finding) => {
    switch (finding.kind) {
      case 'noEvidence':
        return t('check.noFile')
      case 'damaged':
        return finding.place === '' ? t('check.damagedAll') : t('check.damaged', { place: finding.place })
      case 'event': {
        const what = joined([kind(finding.what), finding.code, by(finding.person), at(finding.at)])
        return t('check.event', { number: format.count(finding.number), of: format.count(finding.of), what })
      }
      case 'act':
        return t('check.act', actOf(finding))
      case 'eventsMissing':
        return t('check.eventsMissing', actOf(finding))
      case 'parts':
        return t('check.parts', { parts: finding.parts.map(part).join(', ') })
      case 'file':
        return t('check.file', { name: finding.name })
      default:
        return t(`check.${finding.kind}`)
    }
  }
}
