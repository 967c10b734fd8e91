import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../data/query.ts'
import { go, useRoute } from '../../navigation/route.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card, Page, PageHeader } from '../../ui/page.tsx'
import { LabelOutput } from './label-output.tsx'
import classes from './labels.module.css'
import { readWanted, type WantedLabel } from './plan-labels.ts'

/** Labels for items: named by SKU or barcode, one a line, or the one that the address names. */
export function LabelsScreen() {
  const { t } = useTranslation('labels')
  const { arg } = useRoute()
  const [text, setText] = useState(arg ?? '')
  const { wanted, missing, find } = useItems()
  return (
    <Page
      header={
        <PageHeader title={t('title')} over={t('over')}>
          <KeyButton icon="box" keys="Escape" label={t('back')} onPress={() => go('items', arg)} />
        </PageHeader>
      }
    >
      <Card className={classes['card']}>
        <Textarea
          label={t('items')}
          description={t('itemsHint')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          autosize
          minRows={3}
          maxRows={10}
        />
        <div className={classes['row']}>
          <KeyButton icon="search" label={t('find')} disabled={text.trim() === ''} onPress={() => void find(text)} />
        </div>
        {missing.length > 0 && (
          <p role="alert" className={classes['refused']}>
            {t('missing', { keys: missing.join(', ') })}
          </p>
        )}
        {wanted.length > 0 && <LabelOutput wanted={wanted} name={t('file')} />}
      </Card>
    </Page>
  )
}

/** What the typed SKUs and barcodes stand for. A label shows the item's own barcode where it has one, else its SKU. */
function useItems() {
  const client = useClient()
  const [found, setFound] = useState<{ readonly wanted: readonly WantedLabel[]; readonly missing: readonly string[] }>({
    wanted: [],
    missing: [],
  })
  return {
    ...found,
    async find(text: string): Promise<void> {
      const answers = await Promise.all(
        readWanted(text).map(async ({ key, copies }) => ({ key, copies, label: await labelOf(key) })),
      )
      setFound({
        wanted: answers.flatMap(({ label, copies }) => (label === null ? [] : [{ ...label, copies }])),
        missing: answers.flatMap(({ label, key }) => (label === null ? [key] : [])),
      })
    },
  }

  async function labelOf(key: string): Promise<WantedLabel | null> {
    const resolved = await client.call('barcodes.resolve', { code: key })
    const sku = resolved.ok ? (resolved.value.sku ?? key) : key
    const item = await client.call('items.get', { sku })
    if (!item.ok) return null
    const { name } = item.value
    const codes = await client.call('barcodes.list', { sku, limit: 100 })
    const single = codes.ok ? codes.value.rows.find(({ quantity }) => quantity === 1)?.code : undefined
    const own = sku === key ? single : key
    return { code: own ?? sku, title: name ?? sku, under: own === undefined ? sku : `${own} · ${sku}` }
  }
}
