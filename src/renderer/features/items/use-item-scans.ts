import { useTranslation } from 'react-i18next'
import { useClient } from '../../data/query.ts'
import { go } from '../../navigation/route.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { tell } from '../../ui/tell.tsx'

/** On the lists beside the items a scan still opens its item. */
export function useItemScans(): void {
  const { t } = useTranslation(['items', 'common'])
  const client = useClient()
  useScanHandler(async ({ code }) => {
    const answer = await client.call('barcodes.resolve', { code })
    if (answer.ok && answer.value.sku !== undefined) go('items', answer.value.sku)
    else tell(t('unknown.said', { code }))
  })
}
