import { useEffect } from 'react'
import { useRoute } from '../../navigation/route.ts'
import { BundlesPage } from './bundles-page.tsx'
import { ItemsPage } from './items-page.tsx'
import { useItemsState } from './items-store.ts'
import { WarehousesPage } from './warehouses-page.tsx'

/**
 * Place 3: what there is. Items, and beside them warehouses and bundles, each a list with a panel. The route names an
 * item; whoever comes with one sees the items, whatever was looked at before.
 */
export function ItemsScreen() {
  const sku = useRoute().arg
  const { shelf, set } = useItemsState()
  useEffect(() => {
    if (sku !== null) set({ shelf: 'items' })
  }, [sku, set])
  if (sku !== null || shelf === 'items') return <ItemsPage selected={sku} />
  return shelf === 'warehouses' ? <WarehousesPage /> : <BundlesPage />
}
