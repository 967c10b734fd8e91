import { useSettings } from './settings.ts'
import { useNow } from '../ui/use-now.ts'

const hour = 3_600_000

export interface StockAge {
  /** Milliseconds since the figures were read; null: they never were. */
  readonly age: number | null
  /** Older than the settings call fresh. */
  readonly stale: boolean
}

export function useStockAge(stockReadAt: number | null): StockAge {
  const now = useNow()
  const { staleHours } = useSettings()
  if (stockReadAt === null) return { age: null, stale: false }
  const age = Math.max(0, now - stockReadAt)
  return { age, stale: age >= staleHours * hour }
}
