import { useTranslation } from 'react-i18next'
import type { AnnouncementRow } from '../../../shared/contract/announcing.ts'
import { sum } from '../../../shared/domain/quantity.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { PanelSection } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Tag, type TagProps } from '../../ui/tag.tsx'
import classes from './moves.module.css'

const looks: Readonly<Record<AnnouncementRow['state'], Pick<TagProps, 'icon' | 'tone'>>> = {
  waiting: { icon: 'clock', tone: 'accent' },
  sending: { icon: 'send', tone: 'accent' },
  unknown: { icon: 'unknown', tone: 'warn' },
  announced: { icon: 'done', tone: 'ok' },
  refused: { icon: 'warn', tone: 'bad' },
  cancelled: { icon: 'cross', tone: 'plain' },
}

/** Of the items that an announcement waits for, so many are named. */
const skusSaid = 5

/** The newest deliveries that were announced from here, and what became of them. */
export function Announcements() {
  const { t } = useTranslation('moves')
  const rows = useQueryOf('moves.announcements', { limit: 5 }).data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <PanelSection title={t('announce.list')}>
      <ul className={classes['announcements']}>
        {rows.map((row) => (
          <Announcement key={row.announcementID} row={row} />
        ))}
      </ul>
    </PanelSection>
  )
}

function Announcement({ row }: { readonly row: AnnouncementRow }) {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const cancel = useCommand('moves.cancelAnnouncement')
  const decide = useCommand('moves.decideAnnouncement')
  const { announcementID, state, arrivesOn, token, problem, lines, unsentItems } = row
  const pieces = format.quantity(sum(lines.map(({ quantity }) => quantity)))
  const error = cancel.error ?? decide.error
  return (
    <li>
      <span className={classes['announcement']}>
        <span className="grow">
          {t('announce.row', { pieces, day: format.date(Date.parse(`${arrivesOn}T12:00`)) })}{' '}
          <span className="xs mute mono">{token}</span>
        </span>
        <Tag {...looks[state]}>{t(`announce.state.${unsentItems.length > 0 ? 'waitingForItem' : state}`)}</Tag>
      </span>
      {state === 'refused' && problem !== null && <p className="sm mute">{problem}</p>}
      {unsentItems.length > 0 && (
        <p className="sm">
          {t('announce.waitingForItem', { count: unsentItems.length, skus: unsentItems.slice(0, skusSaid).join(', ') })}
        </p>
      )}
      {state === 'unknown' && (
        <>
          <p className="sm">{t('announce.unknownText', { token })}</p>
          <span className={classes['answers']}>
            <KeyButton
              size="small"
              label={t('announce.there')}
              onPress={() => void decide.run({ announcementID, answer: 'there' })}
            />
            <KeyButton
              size="small"
              label={t('announce.again')}
              onPress={() => void decide.run({ announcementID, answer: 'again' })}
            />
          </span>
        </>
      )}
      {(state === 'waiting' || state === 'refused') && (
        <KeyButton
          kind="plain"
          size="small"
          icon="undo"
          label={t('announce.cancel')}
          onPress={() => void cancel.run({ announcementID })}
        />
      )}
      {error !== null && <ErrorPanel error={error} />}
    </li>
  )
}
