import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryOf } from '../../data/query.ts'
import { formatRoute, useRoute } from '../../navigation/route.ts'
import type { IconName } from '../../ui/icon-paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { CodesSection } from './codes-section.tsx'
import { ConnectionDialog } from './connection-dialog.tsx'
import { ConnectionsSection } from './connections-section.tsx'
import { CountingSection } from './counting-section.tsx'
import { DataSection } from './data-section.tsx'
import { LookSection } from './look-section.tsx'
import { PeopleSection } from './people-section.tsx'
import { ScannerSection } from './scanner-section.tsx'
import classes from './settings.module.css'
import { SoundsSection } from './sounds-section.tsx'

const sections = ['connections', 'scanner', 'sounds', 'look', 'counting', 'codes', 'people', 'data'] as const
type Section = (typeof sections)[number]

const icons: Readonly<Record<Section, IconName>> = {
  connections: 'link',
  scanner: 'scanner',
  sounds: 'speaker',
  look: 'sun',
  counting: 'scan',
  codes: 'tag',
  people: 'user',
  data: 'disk',
}

/** What can be chosen on this PC. Every choice is remembered at once. */
export function SettingsScreen() {
  const { t } = useTranslation('settings')
  const { arg } = useRoute()
  const section = sections.find((other) => other === arg) ?? 'connections'
  const [adding, setAdding] = useState(false)
  const mayChange = useQueryOf('people.rights', {}).data?.roles.includes('administer') ?? true
  return (
    <Page
      header={
        <PageHeader title={t('title')} over={t('over')}>
          {section === 'connections' && (
            <KeyButton
              kind="filled"
              icon="plus"
              keys="Ctrl+N"
              label={t('connections.add')}
              disabled={!mayChange}
              onPress={() => setAdding(true)}
            />
          )}
        </PageHeader>
      }
    >
      <div className={classes['columns']}>
        <nav className={classes['nav']} aria-label={t('sections')}>
          {sections.map((each) => (
            <a
              key={each}
              href={formatRoute('settings', each)}
              className={classes['tab']}
              aria-current={each === section ? 'page' : undefined}
            >
              <Icon name={icons[each]} />
              {t(`section.${each}`)}
            </a>
          ))}
          <Versions />
        </nav>
        {/* Focusable, so that the keys can scroll it. */}
        <div className={classes['content']} role="region" aria-label={t(`section.${section}`)} tabIndex={0}>
          <SectionOf section={section} />
        </div>
      </div>
      <ConnectionDialog open={adding} connection={null} onClose={() => setAdding(false)} />
    </Page>
  )
}

function SectionOf({ section }: { readonly section: Section }) {
  switch (section) {
    case 'connections':
      return <ConnectionsSection />
    case 'scanner':
      return <ScannerSection />
    case 'sounds':
      return <SoundsSection />
    case 'look':
      return <LookSection />
    case 'counting':
      return <CountingSection />
    case 'codes':
      return <CodesSection />
    case 'people':
      return <PeopleSection />
    case 'data':
      return <DataSection />
  }
}

function Versions() {
  const { t } = useTranslation('settings')
  const versions = useQueryOf('app.status', {}).data?.versions
  if (versions === undefined) return null
  return <p className={classes['versions']}>{t('versions', { ...versions, schema: String(versions.schema) })}</p>
}
