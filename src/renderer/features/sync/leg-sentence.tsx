import { useTranslation } from 'react-i18next'
import type { Question } from '../../../shared/contract/queue.ts'
import { equal, subtract } from '../../../shared/domain/quantity.ts'
import { useFormat } from '../../i18n/format.ts'
import { useChangeWords } from './change-words.ts'

/** What was seen of both sides of a transfer, as one sentence: “Berlin fell by 3, Hamburg did not change.” */
export function LegSentence({ legs }: { readonly legs: NonNullable<Question['legs']> }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const words = useChangeWords()
  const [first = '', second = ''] = legs.map(({ warehouseID, before, now }) => {
    const moved = subtract(now ?? 0, before ?? 0)
    const place = words.place(warehouseID)
    if (equal(moved, 0)) return t('legs.stayed', { place })
    return t(moved < 0 ? 'legs.fell' : 'legs.rose', { place, number: format.quantity(Math.abs(moved)) })
  })
  return <p>{t('legs.sentence', { first, second })}</p>
}
