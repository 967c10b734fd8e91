import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { AssignError } from '../../ui/taken-code.tsx'
import { tell } from '../../ui/tell.tsx'
import { useSettled } from '../../ui/use-now.ts'

interface LinkDialogProps {
  /** Null: closed. */
  readonly code: string | null
  readonly onClose: () => void
}

/** Teaches an unknown code to an item; what was kept under it joins the item's line. */
export function LinkDialog({ code, onClose }: LinkDialogProps) {
  const { t } = useTranslation(['moves', 'common'])
  return (
    <Dialog open={code !== null} onClose={onClose} title={t('link.title')} size="small">
      {code !== null && <LinkForm code={code} onClose={onClose} />}
    </Dialog>
  )
}

const shown = 50

function LinkForm({ code, onClose }: { readonly code: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['moves', 'common'])
  const format = useFormat()
  const [sku, setSku] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const settled = useSettled(search.trim())
  const found = useQueryOf('items.list', { search: settled, limit: shown }, { keepPrevious: true })
  const assign = useCommand('barcodes.assign')
  const rows = found.data?.rows ?? []
  const labelOf = (row: (typeof rows)[number]): string => (row.name === null ? row.sku : `${row.name} · ${row.sku}`)
  const chosen = rows.find((row) => row.sku === sku)

  async function save(move = false): Promise<void> {
    if (sku === null) return
    const done = await assign.run({ code, sku, move })
    if (!done.ok) return
    tell(t('link.done', { count: done.value.counted, number: format.quantity(done.value.counted) }))
    onClose()
  }

  return (
    <>
      <p className="mono">{code}</p>
      <Select
        label={t('link.item')}
        placeholder={t('link.prompt')}
        nothingFoundMessage={t('link.nothing')}
        data={rows.map((row) => ({ value: row.sku, label: labelOf(row) }))}
        value={sku}
        onChange={setSku}
        searchable
        selectFirstOptionOnChange
        // The text of the chosen item is no search for others.
        onSearchChange={(next) => setSearch(chosen !== undefined && next === labelOf(chosen) ? settled : next)}
        filter={({ options }) => options}
        maxDropdownHeight={240}
        data-autofocus
      />
      {assign.error !== null && (
        <AssignError error={assign.error} title={t('link.title')} onMove={() => void save(true)} />
      )}
      <div className="row">
        <span className="grow" />
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton
          kind="filled"
          label={t('link.save')}
          disabled={sku === null}
          busy={assign.pending}
          onPress={() => void save()}
        />
      </div>
    </>
  )
}
