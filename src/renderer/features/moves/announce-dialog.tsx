import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MoveDraft } from '../../../shared/contract/moves.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'

interface AnnounceDialogProps {
  readonly draft: MoveDraft
  onClose(this: void): void
}

/** What the service wants to know of a delivery besides what is in it. */
export function AnnounceDialog({ draft, onClose }: AnnounceDialogProps) {
  const { t } = useTranslation(['moves', 'common'])
  const format = useFormat()
  const options = useQueryOf('moves.announcements', { limit: 20 }).data?.deliveryOptions ?? []
  const announce = useCommand('moves.announce')
  const cancel = useCommand('moves.cancelAnnouncement')
  const [arrivesOn, setArrivesOn] = useState('')
  const [delivery, setDelivery] = useState<string | null>(null)
  const [texts, setTexts] = useState({ trackingCode: '', orderNumber: '', supplier: '' })
  const number = format.quantity(draft.ready.pieces)

  async function save(): Promise<void> {
    if (delivery === null) return
    const done = await announce.run({ arrivesOn, delivery, ...texts })
    if (!done.ok) return
    const { announcementID } = done.value
    onClose()
    tell(t('announce.done', { count: draft.ready.pieces, number }), () => void takeBack(announcementID))
  }

  /** It may have left while the toast was there: then that is said. */
  async function takeBack(announcementID: string): Promise<void> {
    const { ok } = await cancel.run({ announcementID })
    tell(t(ok ? 'undone' : 'announce.undoTooLate'))
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('announce.title')}
      footer={
        <>
          <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
          <KeyButton
            kind="filled"
            label={t('announce.button', { number })}
            disabled={arrivesOn === '' || delivery === null}
            busy={announce.pending}
            onPress={() => void save()}
          />
        </>
      }
    >
      <p className="sm mute">{t('announce.text')}</p>
      <TextInput
        type="date"
        label={t('announce.arrivesOn')}
        value={arrivesOn}
        onChange={({ currentTarget }) => setArrivesOn(currentTarget.value)}
        data-autofocus
      />
      <Select
        label={t('announce.delivery')}
        data={options.map((value) => ({ value, label: t(`announce.option.${value}`, { defaultValue: value }) }))}
        value={delivery}
        onChange={setDelivery}
        allowDeselect={false}
      />
      {(['trackingCode', 'orderNumber', 'supplier'] as const).map((name) => (
        <TextInput
          key={name}
          label={t(`announce.${name}`)}
          description={name === 'orderNumber' ? t('announce.orderNumberHelp') : undefined}
          maxLength={200}
          value={texts[name]}
          onChange={({ currentTarget: { value } }) => setTexts((now) => ({ ...now, [name]: value }))}
        />
      ))}
      {announce.error !== null && <ErrorPanel error={announce.error} title={t('announce.failed')} />}
    </Dialog>
  )
}
