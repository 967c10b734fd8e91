import { Select, Switch, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { PanelSection, SidePanel } from '../../ui/page.tsx'
import { EmptyState, ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import classes from './counting.module.css'

/** Starts a count of one warehouse: three questions, of which two have an answer already. */
export function StartPanel({ onClose }: { readonly onClose: (() => void) | undefined }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const warehouses = useQueryOf('warehouses.list', {})
  const settings = useQueryOf('settings.get', {})
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [blindChoice, setBlind] = useState<boolean | null>(null)
  const start = useCommand('stocktakes.open')
  const rows = warehouses.data?.rows ?? []
  const warehouse = rows.find(({ warehouseID }) => warehouseID === chosen) ?? rows[0]
  const blind = blindChoice ?? settings.data?.blind ?? true
  const proposal =
    warehouse === undefined ? '' : `${warehouse.name ?? warehouse.warehouseID}, ${format.date(Date.now())}`

  async function save(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (warehouse === undefined) return
    const { warehouseID } = warehouse
    const done = await start.run({ warehouseID, name: name.trim() === '' ? proposal : name.trim(), blind })
    if (done.ok) go('count', done.value.stocktakeID)
  }

  return (
    <SidePanel
      width={384}
      title={t('start.title')}
      onClose={onClose}
      footer={
        <KeyButton
          kind="filled"
          size="large"
          block
          label={t('start.save')}
          disabled={warehouse === undefined}
          busy={start.pending}
          onPress={() => void save()}
        />
      }
    >
      <PanelSection>
        {warehouses.isPending && <LoadingRows rows={3} />}
        {warehouses.error !== null && <ErrorPanel error={warehouses.error} />}
        {warehouses.data !== undefined && warehouse === undefined && (
          <EmptyState icon="warehouse" title={t('start.noWarehouse')} text={t('start.noWarehouseText')} />
        )}
        {warehouse !== undefined && (
          <form className={classes['form']} onSubmit={(event) => void save(event)}>
            <Select
              label={t('start.warehouse')}
              data={rows.map((row) => ({ value: row.warehouseID, label: row.name ?? row.warehouseID }))}
              value={warehouse.warehouseID}
              onChange={setChosen}
              allowDeselect={false}
              searchable={rows.length > 8}
              selectFirstOptionOnChange
              comboboxProps={{ transitionProps: { duration: 100 } }}
            />
            <TextInput
              label={t('start.name')}
              placeholder={proposal}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
              maxLength={200}
              autoComplete="off"
            />
            <Switch
              label={t('start.blind')}
              description={t('start.blindHint')}
              checked={blind}
              onChange={({ currentTarget }) => setBlind(currentTarget.checked)}
            />
            <p className={classes['then']}>{t('start.then')}</p>
          </form>
        )}
        {start.error !== null && <ErrorPanel error={start.error} title={t('start.failed')} />}
      </PanelSection>
    </SidePanel>
  )
}
