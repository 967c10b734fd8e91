import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupRow, DataStatus } from '../../../shared/contract/data.ts'
import { useClient, useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { Group, Line } from './parts.tsx'
import classes from './settings.module.css'

/** Where the data is, whether it is whole, its backups, and what support may ask for. */
export function DataSection() {
  const status = useQueryOf('data.status', {})
  if (status.error !== null) return <ErrorPanel error={status.error} />
  if (status.data === undefined) return <LoadingRows />
  return (
    <>
      <Files status={status.data} />
      <Backups status={status.data} />
      <Support />
    </>
  )
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000)

function Files({ status }: { readonly status: DataStatus }) {
  const { t } = useTranslation('data')
  const format = useFormat()
  const check = useCommand('data.check')
  const { directory, bytes, disk } = status
  const size = (value: number): string => `${format.count(megabytes(value))} MB`
  const sizes = t('section.sizeHint', { wal: size(bytes.wal), backups: size(bytes.backups) })
  return (
    <Group title={t('section.files')} text={t('section.filesText')}>
      <Line label={t('section.folder')}>
        <span className="mono">{directory}</span>
      </Line>
      <Line label={t('section.size')} hint={sizes}>
        {size(bytes.database)}
      </Line>
      <Line label={t('section.free')}>{disk.free === null ? t('section.unknown') : size(disk.free)}</Line>
      <Line label={t('section.check')} hint={<LastCheck status={status} />}>
        <KeyButton label={t('section.checkNow')} busy={check.pending} onPress={() => void check.run({})} />
      </Line>
      {check.error !== null && <ErrorPanel error={check.error} />}
    </Group>
  )
}

function LastCheck({ status: { check } }: { readonly status: DataStatus }) {
  const { t } = useTranslation('data')
  const format = useFormat()
  if (check === null) return t('section.checkNever')
  return t(check.ok ? 'section.checkOk' : 'section.checkBad', { at: format.time(check.at) })
}

function Backups({ status: { job } }: { readonly status: DataStatus }) {
  const { t } = useTranslation('data')
  const format = useFormat()
  const rows = useQueryOf('data.backups', {}).data?.rows ?? []
  const make = useCommand('data.backup')
  const [chosen, setChosen] = useState<BackupRow | null>(null)

  async function backUp(): Promise<void> {
    if ((await make.run({})).ok) tell(t('section.made'))
  }

  return (
    <Group
      title={t('section.backups')}
      text={t('section.backupsText')}
      beside={
        <KeyButton icon="disk" label={t('section.backupNow')} busy={make.pending} onPress={() => void backUp()} />
      }
    >
      {job !== null && job.of > 0 && (
        <p role="status">{t('section.working', { percent: format.percent(job.done / job.of) })}</p>
      )}
      {make.error !== null && <ErrorPanel error={make.error} />}
      {rows.length === 0 && <p className="mute">{t('section.none')}</p>}
      {rows.map((row) => (
        <Line
          key={row.name}
          label={`${format.date(row.at)}, ${format.time(row.at)}`}
          hint={`${t(`section.kind.${row.kind}`)} · ${format.count(megabytes(row.bytes))} MB`}
        >
          <KeyButton size="small" label={t('section.restore')} onPress={() => setChosen(row)} />
        </Line>
      ))}
      {chosen !== null && <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />}
    </Group>
  )
}

function RestoreDialog({ backup, onClose }: { readonly backup: BackupRow; readonly onClose: () => void }) {
  const { t } = useTranslation(['data', 'common'])
  const format = useFormat()
  const restore = useCommand('data.restore')

  async function putBack(): Promise<void> {
    const done = await restore.run({ name: backup.name })
    if (!done.ok) return
    tell(t('section.restored', { folder: done.value.movedTo }))
    onClose()
  }

  return (
    <Dialog open title={t('section.restoreTitle')} onClose={onClose} size="small">
      <p>{t('section.restoreText', { at: `${format.date(backup.at)}, ${format.time(backup.at)}` })}</p>
      {restore.error !== null && <ErrorPanel error={restore.error} />}
      <div className={classes['acts']}>
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton kind="filled" label={t('section.restore')} busy={restore.pending} onPress={() => void putBack()} />
      </div>
    </Dialog>
  )
}

function Support() {
  const { t } = useTranslation(['data', 'common'])
  const client = useClient()
  const [failed, setFailed] = useState<Parameters<typeof ErrorPanel>[0]['error'] | null>(null)

  async function save(method: 'data.export' | 'data.diagnostics'): Promise<void> {
    const answer = await client.call(method, {})
    setFailed(answer.ok ? null : answer.error)
    if (answer.ok) saveFile(answer.value)
  }

  return (
    <Group title={t('section.support')}>
      <Line label={t('section.open')} hint={t('section.openHint')}>
        <KeyButton label={t('section.save')} onPress={() => void save('data.export')} />
      </Line>
      <Line label={t('section.diagnostics')} hint={t('section.diagnosticsHint')}>
        <KeyButton label={t('section.save')} onPress={() => void save('data.diagnostics')} />
      </Line>
      {failed !== null && <ErrorPanel error={failed} />}
    </Group>
  )
}
