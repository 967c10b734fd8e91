import { SegmentedControl } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { commandCode, placeCode } from '../../../shared/domain/reserved-codes.ts'
import { commands, digitOf } from '../../navigation/commands.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { LabelOutput } from '../labels/index.ts'
import { Badges } from './badges.tsx'
import { CommandSheet } from './command-sheet.tsx'
import classes from './commands.module.css'
import { PlaceLabels } from './place-labels.tsx'
import { placeNames } from './place-names.ts'

const tabs = ['commands', 'places', 'badges'] as const
type Tab = (typeof tabs)[number]

/** Everything that is scanned and is no goods, to be printed: commands, labels of places, badges. */
export function CommandsScreen() {
  const { t } = useTranslation(['commands', 'labels'])
  const [labelling, setLabelling] = useState(false)
  const [tab, setTab] = useState<Tab>('commands')
  const [names, setNames] = useState('')
  const [made, setMade] = useState<readonly { readonly name: string; readonly code: string }[]>([])
  const sheet =
    tab === 'commands' ? (
      <CommandSheet />
    ) : tab === 'places' ? (
      <PlaceLabels names={names} onNames={setNames} />
    ) : (
      <Badges made={made} onMade={(badge) => setMade([...made, badge])} />
    )
  const wanted =
    tab === 'commands'
      ? commands.map((command) => ({
          code: commandCode(command.word),
          title: t(`name.${command.label}`, { digit: digitOf(command) }),
        }))
      : tab === 'places'
        ? placeNames(names).map((place) => ({ code: placeCode(place), title: place }))
        : made.map(({ name, code }) => ({ code, title: name }))
  return (
    <Page
      header={
        <PageHeader title={t('title')} over={t('over')}>
          <KeyButton
            icon="tag"
            label={t('labels:open')}
            disabled={wanted.length === 0}
            onPress={() => setLabelling(true)}
          />
          <KeyButton kind="filled" icon="printer" label={t('print')} keys="Ctrl+P" onPress={() => window.print()} />
        </PageHeader>
      }
    >
      <Card className={classes['card']}>
        <p>{t('text')}</p>
        <SegmentedControl
          aria-label={t('tab')}
          data={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
          value={tab}
          onChange={(value) => setTab(tabs.find((choice) => choice === value) ?? 'commands')}
        />
        {sheet}
      </Card>
      {/* One sheet at a time goes on paper. */}
      {!labelling && <Paper>{sheet}</Paper>}
      <Dialog open={labelling} size="wide" title={t('labels:open')} onClose={() => setLabelling(false)}>
        <LabelOutput wanted={wanted} name={t(`tabs.${tab}`)} />
      </Dialog>
    </Page>
  )
}

/** The sheet on paper; on the screen it is not there. */
function Paper({ children }: { readonly children: ReactNode }) {
  return createPortal(
    <div className={classes['paper']} data-print aria-hidden="true" inert>
      {children}
    </div>,
    document.body,
  )
}
