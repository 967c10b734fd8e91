import { useTranslation } from 'react-i18next'
import { useClient } from '../../data/query.ts'
import { go } from '../../navigation/route.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import { tell } from '../../ui/tell.tsx'
import { useGoneOn } from './use-gone-on.ts'

/** On the lists beside the items a scan still opens its item. */
export function useItemScans(): void {
  const { t } = useTranslation(['items', 'common'])
  const client = useClient()
  const sounds = useSounds()
  const goneOn = useGoneOn()
  useScanHandler(async ({ code }) => {
    const answer = await client.call('barcodes.resolve', { code })
    if (goneOn(code)) return
    const sku = answer.ok ? answer.value.sku : undefined
    sounds.play(sku !== undefined ? 'known' : answer.ok ? 'unknown' : 'error')
    if (sku === undefined) tell(t('unknown.said', { code }))
    else go('items', sku)
  })
}
