import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { placeCode } from '../../../shared/domain/reserved-codes.ts'
import { CodeLabel } from '../../ui/code-label.tsx'
import classes from './commands.module.css'
import { placeNames } from './place-names.ts'

export interface PlaceLabelsProps {
  readonly names: string
  onNames(this: void, names: string): void
}

/** Labels for shelves: scanned once, everything after is counted there. */
export function PlaceLabels({ names, onNames }: PlaceLabelsProps) {
  const { t } = useTranslation('commands')
  const places = placeNames(names)
  return (
    <>
      <Textarea
        className={classes['notPaper']}
        label={t('places.names')}
        description={t('places.hint')}
        value={names}
        onChange={({ currentTarget }) => onNames(currentTarget.value)}
        autosize
        minRows={3}
        maxRows={8}
      />
      {places.length === 0 ? (
        <p className="sm mute">{t('places.none')}</p>
      ) : (
        <div className={classes['labels']}>
          {places.map((place) => (
            <CodeLabel key={place} code={placeCode(place)} label={place} />
          ))}
        </div>
      )}
    </>
  )
}
