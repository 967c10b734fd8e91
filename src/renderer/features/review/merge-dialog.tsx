import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clash, CountFilePreview } from '../../../shared/contract/count-files.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { tell } from '../../ui/tell.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './review.module.css'

export interface MergeDialogProps {
  readonly stocktakeID: string
  /** The file's content. */
  readonly text: string
  readonly onClose: () => void
}

type Take = NonNullable<Clash['take']>
const takes = ['here', 'file', 'both', 'recount'] as const satisfies readonly Take[]

/** What a file from another PC would bring, what is unclear about it, and the merging. */
export function MergeDialog({ stocktakeID, text, onClose }: MergeDialogProps) {
  const { t } = useTranslation(['review', 'common'])
  const format = useFormat()
  const [chosen, setChosen] = useState<ReadonlyMap<string, Take>>(new Map())
  const preview = useQueryOf('stocktakes.readFile', { stocktakeID, text })
  const merge = useCommand('stocktakes.merge')
  const { data } = preview
  const clashes = data?.clashes ?? []
  const takeOf = (clash: Clash): Take | null => chosen.get(keyOf(clash)) ?? clash.take
  const open = clashes.filter((clash) => takeOf(clash) === null).length
  const fits = data !== undefined && data.fits === 'yes' && data.signature !== 'broken'
  // What was left out before stays out, unless somebody chooses anew.
  const settled = chosen.size === 0 && clashes.every(({ take }) => take === 'here' || take === 'recount')
  const nothing = data !== undefined && data.added + data.takenBack === 0 && settled

  async function save(): Promise<void> {
    const choices = clashes.flatMap((clash) => {
      const take = chosen.get(keyOf(clash))
      const { sku, place, round } = clash
      return take === undefined ? [] : [{ sku, place, round, take }]
    })
    const done = await merge.run({ stocktakeID, text, choices })
    if (!done.ok) return
    onClose()
    tell(t('files.merged', { count: done.value.added, number: format.count(done.value.added) }))
  }

  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={t('files.mergeTitle')}
      footer={
        <>
          <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
          <KeyButton
            kind="filled"
            label={open > 0 ? t('files.choose', { count: open, number: format.count(open) }) : t('files.mergeNow')}
            disabled={!fits || nothing || open > 0}
            busy={merge.pending}
            onPress={() => void save()}
          />
        </>
      }
    >
      {preview.error !== null && <ErrorPanel error={preview.error} title={t('files.unreadable')} />}
      {data === undefined && preview.error === null && <LoadingRows />}
      {data !== undefined && (
        <>
          <Facts preview={data} />
          {fits && nothing && <p role="status">{t(data.older ? 'files.older' : 'files.nothing')}</p>}
          {fits && clashes.length > 0 && (
            <Clashes
              rows={clashes}
              takeOf={takeOf}
              onTake={(rows, take) =>
                setChosen(new Map([...chosen, ...rows.map((row) => [keyOf(row), take] as const)]))
              }
            />
          )}
        </>
      )}
      {merge.error !== null && <ErrorPanel error={merge.error} title={t('files.notMerged')} />}
    </Dialog>
  )
}

const keyOf = ({ sku, place, round }: Clash): string => JSON.stringify([sku, place, round])

const signatureTones = { known: 'ok', own: 'plain', new: 'warn', broken: 'bad' } as const

/** Who counted what, where and when, and whether the file is what that PC saved. */
function Facts({ preview }: { readonly preview: CountFilePreview }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const now = useNow()
  const { firstAt, lastAt, people, unknown } = preview
  return (
    <>
      {preview.fits !== 'yes' && <p role="alert">{t(`files.fits.${preview.fits}`)}</p>}
      <dl className={classes['facts']}>
        <dt>{t('files.from')}</dt>
        <dd>
          <b>{preview.device}</b>{' '}
          <Tag icon={preview.signature === 'broken' ? 'warn' : 'key'} tone={signatureTones[preview.signature]}>
            {t(`files.signature.${preview.signature}`)}
          </Tag>
          {preview.signature === 'broken' && <p role="alert">{t('files.broken')}</p>}
        </dd>
        <dt>{t('files.count')}</dt>
        <dd>
          {preview.name} <span className="mono xs mute">{preview.warehouseID}</span>
        </dd>
        <dt>{t('files.people')}</dt>
        <dd>{people.length === 0 ? t('counts.nobody') : people.join(', ')}</dd>
        {firstAt !== null && lastAt !== null && (
          <>
            <dt>{t('files.when')}</dt>
            <dd>{t('files.between', { first: format.moment(firstAt, now), last: format.moment(lastAt, now) })}</dd>
          </>
        )}
        <dt>{t('files.brings')}</dt>
        <dd>
          <b>
            {t('files.added', {
              count: preview.added,
              number: format.count(preview.added),
              pieces: format.quantity(preview.pieces),
            })}
          </b>
          {preview.known > 0 && <> · {t('files.known', { number: format.count(preview.known) })}</>}
          {preview.takenBack > 0 && <> · {t('files.takenBack', { number: format.count(preview.takenBack) })}</>}
          {preview.agreed > 0 && (
            <> · {t('files.agreed', { count: preview.agreed, number: format.count(preview.agreed) })}</>
          )}
        </dd>
        {unknown.length > 0 && (
          <>
            <dt>{t('files.unknown')}</dt>
            <dd>
              {unknown
                .slice(0, codesShown)
                .map(({ code, quantity }) => `${code} × ${format.quantity(quantity)}`)
                .join(', ')}
              {unknown.length > codesShown && ` … (${format.count(unknown.length)})`}
              <span className="xs mute"> {t('files.unknownKept')}</span>
            </dd>
          </>
        )}
      </dl>
    </>
  )
}

const codesShown = 20

interface ClashesProps {
  readonly rows: readonly Clash[]
  takeOf(this: void, clash: Clash): Take | null
  onTake(this: void, rows: readonly Clash[], take: Take): void
}

/** The same place counted by both, with different figures: one choice each, or the same for all. */
function Clashes({ rows, takeOf, onTake }: ClashesProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const data = takes.map((take) => ({ value: take, label: t(`files.take.${take}`) }))
  const shared = takes.find((take) => rows.every((row) => takeOf(row) === take)) ?? ''
  return (
    <section>
      <p>{t('files.clashes', { count: rows.length, number: format.count(rows.length) })}</p>
      {rows.length > 1 && (
        <p className={classes['tools']}>
          <span className="sm mute">{t('files.forAll')}</span>
          <SegmentedControl
            aria-label={t('files.forAll')}
            data={data}
            value={shared}
            onChange={(value) => onTake(rows, takes.find((take) => take === value) ?? 'recount')}
          />
        </p>
      )}
      <div className={classes['dialogScroll']} tabIndex={0} role="region" aria-label={t('files.clashList')}>
        <table className={classes['dialogLines']}>
          <thead>
            <tr>
              <th>{t('columns.item')}</th>
              <th>{t('filter.place')}</th>
              <th data-align="end">{t('files.hereFigure')}</th>
              <th data-align="end">{t('files.fileFigure')}</th>
              <th>{t('files.takeTitle')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <td>
                  {row.name ?? row.sku} <span className="xs mute mono">{row.sku}</span>
                </td>
                <td>{row.place ?? t('files.noPlace')}</td>
                <td data-align="end">
                  <b>{format.quantity(row.here)}</b> <span className="xs mute">{row.hereBy}</span>
                </td>
                <td data-align="end">
                  <b>{format.quantity(row.file)}</b> <span className="xs mute">{row.fileBy}</span>
                </td>
                <td>
                  <SegmentedControl
                    size="xs"
                    aria-label={t('files.takeFor', { name: row.name ?? row.sku })}
                    data={data}
                    value={takeOf(row) ?? ''}
                    onChange={(value) => onTake([row], takes.find((take) => take === value) ?? 'recount')}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
