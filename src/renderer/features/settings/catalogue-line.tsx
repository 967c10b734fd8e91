import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CatalogueRow } from '../../../shared/contract/catalogues.ts'
import type { ConnectionRow } from '../../../shared/contract/connections.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import { NotKept } from './not-kept.tsx'
import { Line } from './parts.tsx'
import classes from './settings.module.css'

/** A connection that is not in use may answer for codes that the one in use does not know. */
export function CatalogueLine({ connection }: { readonly connection: ConnectionRow }) {
  const { t } = useTranslation('catalogue')
  const save = useCommand('connections.save')
  const { connectionID, name, remote, baseUrl, options, inUse } = connection
  const catalogues = useQueryOf('catalogues.list', {}, { enabled: options.catalogue && !inUse })
  const row = catalogues.data?.rows.find((catalogue) => catalogue.connectionID === connectionID)
  if (inUse) return null
  return (
    <div>
      <Line label={t('use')} hint={t('useHint')}>
        {({ labelledBy, describedBy }) => (
          <Switch
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
            checked={options.catalogue}
            onChange={({ currentTarget }) =>
              void save.run({ connectionID, name, remote, baseUrl, options: { catalogue: currentTarget.checked } })
            }
          />
        )}
      </Line>
      <NotKept error={save.error} />
      {options.catalogue && row !== undefined && <Reading row={row} />}
    </div>
  )
}

function Reading({ row }: { readonly row: CatalogueRow }) {
  const { t } = useTranslation('catalogue')
  const format = useFormat()
  const now = useNow()
  const read = useCommand('catalogues.read')
  const { connectionID, readAt, reading, problem } = row
  const when = readAt === null ? t('neverRead') : t('readAt', { time: format.moment(readAt, now) })
  return (
    <>
      <div className={classes['acts']}>
        <span className="sm mute" role="status">
          {reading === null ? when : progressText(t, format, reading)}
        </span>
        <span className="grow" />
        <KeyButton
          size="small"
          icon="sync"
          label={t('read')}
          busy={read.pending || reading !== null}
          onPress={() => void read.run({ connectionID })}
        />
      </div>
      {read.error !== null && <ErrorPanel error={read.error} title={t('problem')} />}
      {read.error === null && problem !== null && <p className="sm c-bad">{`${t('problem')}: ${problem}`}</p>}
    </>
  )
}

function progressText(
  t: ReturnType<typeof useTranslation<'catalogue'>>['t'],
  format: ReturnType<typeof useFormat>,
  { rows, of }: NonNullable<CatalogueRow['reading']>,
): string {
  const read = format.count(rows)
  return of === null ? t('reading', { rows: read }) : t('readingOf', { rows: read, of: format.count(of) })
}
