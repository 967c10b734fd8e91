import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../shared/contract/app.ts'
import { useLinkState, useQueryOf } from '../data/query.ts'
import { useFormat } from '../i18n/format.ts'
import { formatRoute, places, type Place, type RouteName } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import { Brand } from '../ui/brand.tsx'
import type { IconName } from '../ui/icon-paths.ts'
import { ConnectionMenu } from '../features/connections/index.ts'
import { Practice, PracticeBanner } from '../features/practice/index.ts'
import { Icon } from '../ui/icon.tsx'
import { Keycap } from '../ui/keycap.tsx'
import { ConnectionPill } from './connection-pill.tsx'
import classes from './frame.module.css'
import { initialsOf } from './initials.ts'
import { ScanNoticeBar } from './scan-notice-bar.tsx'
import { ScannerPill } from './scanner-pill.tsx'

export interface FrameProps {
  readonly current: RouteName
  /** Undefined until the core has answered once. */
  readonly status: AppStatus | undefined
  /** What there is to say of the disk. */
  readonly storage: ReactNode
  readonly children: ReactNode
}

/** Top bar of 40, rail of 72, and the page in a rounded sheet. */
export function Frame({ current, status, storage, children }: FrameProps) {
  return (
    <div className={classes['app']}>
      <TopBar status={status} />
      <Rail current={current} questions={(status?.questions ?? 0) + ((status?.held ?? 0) > 0 ? 1 : 0)} />
      <main className={classes['main']}>
        <LostLink />
        {status?.connection?.practice === true && <PracticeBanner />}
        {storage}
        <ScanNoticeBar />
        {current !== 'sync' && <HeldBar held={status?.held ?? 0} />}
        <div className={classes['screen']}>{children}</div>
      </main>
    </div>
  )
}

function TopBar({ status }: { readonly status: AppStatus | undefined }) {
  const { t } = useTranslation()
  const show = useUiState((state) => state.show)
  return (
    <header className={classes['bar']}>
      <BrandOf name={status?.connection?.name} />
      <button type="button" className={classes['find']} aria-keyshortcuts="Control+K" onClick={() => show('find')}>
        <Icon name="search" size={16} />
        <span className="grow clip">{t('find.prompt')}</span>
        <Keycap keys="Ctrl+K" />
      </button>
      <div className={classes['right']}>
        {status?.connection?.practice === true && <Practice />}
        <ScannerPill />
        <ConnectionPill status={status} />
        <Person name={status?.person ?? null} />
      </div>
    </header>
  )
}

/** Whose stock this is; where there are several connections, as the way to the others. */
function BrandOf({ name }: { readonly name: string | undefined }) {
  const several = (useQueryOf('connections.names', {}).data?.rows.length ?? 0) > 1
  if (!several) return <Brand of={name} />
  return (
    <div className={classes['brand']}>
      <Brand />
      <ConnectionMenu />
    </div>
  )
}

function Person({ name }: { readonly name: string | null }) {
  const { t } = useTranslation()
  const show = useUiState((state) => state.show)
  const label = name === null ? t('bar.nobody') : t('bar.person', { name })
  return (
    <button
      type="button"
      className={classes['who']}
      aria-label={label}
      title={label}
      aria-keyshortcuts="Control+L"
      onClick={() => show('people')}
    >
      {name === null ? <Icon name="user" size={16} /> : <span aria-hidden="true">{initialsOf(name)}</span>}
    </button>
  )
}

const railIcons: Readonly<Record<Place, IconName>> = {
  count: 'scan',
  review: 'review',
  items: 'box',
  moves: 'moves',
  sync: 'sync',
}

function Rail({ current, questions }: { readonly current: RouteName; readonly questions: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const show = useUiState((state) => state.show)
  return (
    <nav className={classes['rail']} aria-label={t('nav')}>
      {places.map((place, index) => (
        <a
          key={place}
          href={formatRoute(place)}
          className={classes['place']}
          aria-current={current === place || (current === 'codes' && place === 'items') ? 'page' : undefined}
          aria-keyshortcuts={`Control+${String(index + 1)}`}
        >
          <Icon name={railIcons[place]} size={22} />
          {t(`places.${place}`)}
          {place === 'sync' && questions > 0 ? (
            <span className={classes['badge']} aria-label={t('questions', { count: questions })}>
              {format.count(questions)}
            </span>
          ) : (
            <span className={classes['number']} aria-hidden="true">
              {index + 1}
            </span>
          )}
        </a>
      ))}
      <span className={classes['space']} />
      <button type="button" className={classes['place']} onClick={() => show('keys')}>
        <Icon name="keyboard" size={22} />
        {t('places.keys')}
        <span className={classes['number']} aria-hidden="true">
          F1
        </span>
      </button>
      <a
        href={formatRoute('settings')}
        className={classes['place']}
        aria-current={current === 'settings' ? 'page' : undefined}
        aria-keyshortcuts="Control+,"
      >
        <Icon name="sliders" size={22} />
        {t('places.settings')}
      </a>
    </nav>
  )
}

/** Records that are missing at the remote: nothing is removed, and the answer is one click away. */
function HeldBar({ held }: { readonly held: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (held === 0) return null
  return (
    <div className={classes['notice']} data-tone="plum" role="status">
      <Icon name="lock" size={24} />
      <p className="grow">
        <b>{t('held.title', { count: held, number: format.count(held) })}</b> {t('held.text')}
      </p>
      <a href={formatRoute('sync')}>{t('held.look')}</a>
    </div>
  )
}

/** The one thing that offline is not: the core itself is gone, and nothing is being saved. */
function LostLink() {
  const { t } = useTranslation()
  if (useLinkState() !== 'lost') return null
  return (
    <div className={classes['lost']} role="alert">
      <Icon name="warn" size={24} />
      <p>
        <b>{t('lost.title')}</b> {t('lost.text')} {t('lost.safe')}
      </p>
    </div>
  )
}
