import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import { useTakesCounts } from '../../data/capabilities.ts'
import { useFormat } from '../../i18n/format.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { Keycap } from '../../ui/keycap.tsx'
import { choices, figureAfter, type Decision } from './choices.ts'
import classes from './line-panel.module.css'

export interface ChoiceCardsProps {
  readonly row: ReviewRow
  readonly choice: Decision
  onChoose(this: void, choice: Decision): void
}

/** Four cards, keys 1 to 4; each says what the remote will read and when it would be right. */
export function ChoiceCards({ row, choice, onChoose }: ChoiceCardsProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const numbers = { difference: format.signed(row.variance), counted: format.quantity(row.counted) }
  const takesCounts = useTakesCounts()
  const title = (decision: Decision): string => {
    const number = decision === 'counted' ? numbers.counted : numbers.difference
    return takesCounts ? t(`choices.${decision}`, { number }) : t(`handOver.choices.${decision}`, { number })
  }
  useKeys(
    choices.map((decision, index) => ({
      keys: String(index + 1),
      command: 'digit',
      label: title(decision),
      run: () => onChoose(decision),
    })),
  )
  return (
    <Radio.Group
      value={choice}
      onChange={(value) => onChoose(choices.find((decision) => decision === value) ?? 'leave')}
      label={t('choices.title')}
      classNames={{ root: classes['choices'] ?? '', label: classes['choicesTitle'] ?? '' }}
    >
      {choices.map((decision, index) => (
        <Radio.Card key={decision} value={decision} className={classes['choice'] ?? ''}>
          <Radio.Indicator size="xs" className={classes['indicator'] ?? ''} />
          <span className="col">
            <b>{title(decision)}</b>
            <span className={classes['what']}>
              {takesCounts ? <What row={row} decision={decision} /> : t(`handOver.what.${decision}`)}
              {takesCounts && decision === 'counted' && choice === 'counted' && row.drift !== 0 && (
                <> {t('what.race')}</>
              )}
            </span>
          </span>
          <Keycap keys={String(index + 1)} />
        </Radio.Card>
      ))}
    </Radio.Group>
  )
}

function What({ row, decision }: { readonly row: ReviewRow; readonly decision: Decision }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const figure = format.quantity(figureAfter(row, decision))
  const moved = format.quantity(Math.abs(row.drift))
  switch (decision) {
    case 'difference':
      if (row.variance === 0) return <>{t('what.nothing', { figure })}</>
      return <>{row.drift === 0 ? t('what.difference', { figure }) : t('what.differenceMoved', { figure, moved })}</>
    case 'counted':
      return <>{row.drift === 0 ? t('what.counted', { figure }) : t('what.countedMoved', { figure, moved })}</>
    case 'recount':
      return <>{t('what.recount')}</>
    case 'leave':
      return <>{t('what.leave', { figure })}</>
  }
}
