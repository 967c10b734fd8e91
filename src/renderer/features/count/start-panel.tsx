import { Radio, Select, Switch, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { PanelSection, SidePanel } from '../../ui/page.tsx'
import { EmptyState, ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import classes from './counting.module.css'
import { RulesSummary } from './rules-summary.tsx'
import { ScopeFields } from './scope-fields.tsx'
import { wholeWarehouse, type ScopeChoice } from './scope-choice.ts'
import { useScope } from './use-scope.ts'

/** Starts a count: every question has an answer already, so that one key is enough. */
export function StartPanel({ onClose }: { readonly onClose: (() => void) | undefined }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const warehouses = useQueryOf('warehouses.list', {})
  const settings = useQueryOf('settings.get', {})
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [blindChoice, setBlind] = useState<boolean | null>(null)
  const [method, setMethod] = useState<'single' | 'double'>('single')
  const [scope, setScope] = useState<ScopeChoice>(wholeWarehouse)
  const rights = useQueryOf('people.rights', {}).data
  const mayOpen = rights?.roles.includes('review') ?? true
  const start = useCommand('stocktakes.open')
  const rows = warehouses.data?.rows ?? []
  const warehouse = rows.find(({ warehouseID }) => warehouseID === chosen) ?? rows[0]
  const blind = method === 'double' || (blindChoice ?? settings.data?.blind ?? true)
  const found = useScope(scope, warehouse?.warehouseID ?? null)
  const ready = warehouse !== undefined && mayOpen && (found === null || found.skus.length > 0)
  const proposal =
    warehouse === undefined ? '' : `${warehouse.name ?? warehouse.warehouseID}, ${format.date(Date.now())}`

  async function save(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (warehouse === undefined || !ready) return
    const { warehouseID } = warehouse
    const limited = found === null ? {} : { scope: { skus: [...found.skus] } }
    const title = name.trim() === '' ? proposal : name.trim()
    const done = await start.run({ warehouseID, name: title, blind, method, ...limited })
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
          disabled={!ready}
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
            <ScopeFields choice={scope} found={found} onChoice={setScope} />
            <Radio.Group
              label={t('start.method')}
              description={method === 'double' ? t('start.methodHint') : undefined}
              value={method}
              onChange={(value) => setMethod(value === 'double' ? 'double' : 'single')}
            >
              <div className={classes['radios']}>
                <Radio value="single" label={t('start.methods.single')} />
                <Radio value="double" label={t('start.methods.double')} />
              </div>
            </Radio.Group>
            <Switch
              label={t('start.blind')}
              description={t('start.blindHint')}
              checked={blind}
              disabled={method === 'double'}
              onChange={({ currentTarget }) => setBlind(currentTarget.checked)}
            />
            {settings.data !== undefined && <RulesSummary rules={settings.data.rules} />}
            <p className={classes['then']}>{t('start.then')}</p>
          </form>
        )}
        {!mayOpen && <p role="status">{t('start.notAllowed')}</p>}
        {start.error !== null && <ErrorPanel error={start.error} title={t('start.failed')} />}
      </PanelSection>
    </SidePanel>
  )
}
