import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnknownRow } from '../../../shared/contract/barcodes.ts'
import { useCan } from '../../data/capabilities.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { BarcodePicture } from '../../ui/barcode-picture.tsx'
import { CatalogueOffer } from '../../ui/catalogue-offer.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { PanelSection, SidePanel } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { AssignError } from '../../ui/taken-code.tsx'
import { tell } from '../../ui/tell.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './codes.module.css'
import { LinkFields, readLink, startLink } from './link-fields.tsx'
import { useNear, useWhere } from './use-words.ts'

interface UnknownPanelProps {
  readonly row: UnknownRow
  onClose(this: void): void
}

/** One unknown code with all that helps to name it: an item that exists, a new one, or put aside. Each can be undone. */
export function UnknownPanel({ row, onClose }: UnknownPanelProps) {
  const { t } = useTranslation('codes')
  const [link, setLink] = useState(() => startLink(row.code))
  const [tried, setTried] = useState(false)
  const canCreate = useCan()('writeItems')
  const { save, dismiss, pending, error, createError, dismissError } = useNaming(row, onClose)
  const ready = readLink(link)

  function submit(move = false): void {
    setTried(true)
    if (ready !== null) void save(ready, move)
  }

  return (
    <SidePanel
      width={384}
      title={t('link.which')}
      over={<span className="mono">{row.code}</span>}
      onClose={onClose}
      footer={
        <div className={classes['foot']}>
          <KeyButton
            kind="filled"
            icon="link"
            label={t(link.kind === 'new' ? 'link.create' : 'link.save')}
            busy={pending}
            onPress={() => submit()}
          />
          <KeyButton kind="plain" label={t('link.dismiss')} onPress={() => void dismiss()} />
        </div>
      }
    >
      <Facts row={row} />
      <PanelSection>
        <CatalogueOffer
          row={row}
          onTaken={(said) => {
            tell(said)
            onClose()
          }}
        />
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <SegmentedControl
            fullWidth
            aria-label={t('link.which')}
            value={link.kind}
            data={[
              { value: 'existing', label: t('link.existing') },
              { value: 'new', label: t('link.new'), disabled: !canCreate },
            ]}
            onChange={(kind) => setLink({ ...link, kind })}
          />
          <LinkFields link={link} tried={tried} onChange={setLink} />
          <button type="submit" hidden />
        </form>
        {error !== null && <AssignError error={error} title={t('link.failed')} onMove={() => submit(true)} />}
        {createError !== null && <ErrorPanel error={createError} title={t('link.failed')} />}
        {dismissError !== null && <ErrorPanel error={dismissError} />}
      </PanelSection>
    </SidePanel>
  )
}

/** Linking, creating and putting aside, each said with its undo. */
function useNaming(row: UnknownRow, onDone: () => void) {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const create = useCommand('items.create')
  const assign = useCommand('barcodes.assign')
  const remove = useCommand('barcodes.remove')
  const dismiss = useCommand('barcodes.dismiss')
  const restore = useCommand('barcodes.restore')
  const { code } = row

  async function unlink(): Promise<void> {
    const undone = await remove.run({ code, reopen: true })
    if (!undone.ok) return
    const { reopened } = undone.value
    tell(t('link.undone', { count: reopened, number: format.count(reopened) }))
  }

  return {
    pending: create.pending || assign.pending,
    error: assign.error,
    createError: create.error,
    dismissError: dismiss.error,
    async save(link: NonNullable<ReturnType<typeof readLink>>, move: boolean): Promise<void> {
      const { sku, name, pieces } = link
      if (name !== undefined && !move) {
        const created = await create.run({ sku, name })
        // A retry after the code was refused: the item is there already.
        if (!created.ok && created.error.kind !== 'exists') return
      }
      const done = await assign.run({ code, sku, quantity: pieces, move })
      if (!done.ok) return
      const { counted } = done.value
      const said = { code, name: name ?? sku, count: counted, number: format.quantity(counted) }
      // What another item had is not given back by forgetting the code.
      tell(t('link.done', said), move ? undefined : () => void unlink())
      onDone()
    },
    async dismiss(): Promise<void> {
      const done = await dismiss.run({ code })
      if (!done.ok) return
      tell(t('link.dismissed', { code }), () => void restore.run({ code }))
      onDone()
    },
  }
}

function Facts({ row }: { readonly row: UnknownRow }) {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const now = useNow()
  const near = useNear()(row)
  const where = useWhere()(row)
  const { scans, quantity, lots, firstAt } = row
  return (
    <PanelSection>
      <BarcodePicture code={row.code} size="large" />
      <p>
        <b>{t('unknown.scansOf', { count: scans, number: format.count(scans), pieces: format.quantity(quantity) })}</b>
      </p>
      <p className="sm">
        {[t('unknown.first', { time: format.moment(firstAt, now) }), near].filter(Boolean).join(', ')}
      </p>
      {where !== '' && <p className="sm">{where}</p>}
      {lots.length > 0 && (
        <>
          <p className="sm">{t('unknown.lots', { lots: lots.join(', ') })}</p>
          <p className="sm mute">{t('unknown.gs1')}</p>
        </>
      )}
    </PanelSection>
  )
}
