/** What a merchant's account at Hive holds, as plain values that are replaced and never changed. */

/** Fields of a SKU that a merchant writes. */
export interface SkuFields {
  readonly merchant_sku_id: string
  readonly name: string
  readonly barcode: string | null
  readonly batch_tracking_enabled: boolean
  readonly cost_in_cents: number | null
  readonly country_code_of_origin: string | null
  readonly hs_code: string | null
  readonly image_url: string | null
  readonly weight_in_kg: number | null
}

export interface Sku extends SkuFields {
  readonly id: number
  readonly status: 'active' | 'deleted'
  readonly fulfilled_by: 'hive' | 'other' | 'new'
  /** Milliseconds. */
  readonly createdAt: number
  readonly shelves: readonly Shelf[]
  readonly batches: readonly SkuBatch[]
}

/** What lies in one warehouse: all of it, what orders have set aside, and what is held back from sale. */
export interface Shelf {
  readonly warehouse: number
  readonly physical: number
  readonly reserved: number
  readonly buffer: number
}

export interface SkuBatch {
  readonly id: number
  readonly name: string
  readonly tracking_code: string | null
  /** `YYYY-MM-DD`. */
  readonly expiry_date: string | null
  readonly quantities: readonly { readonly warehouse_id: number; readonly quantity: number }[]
}

export interface Shipment {
  readonly id: number
  readonly status: 'created' | 'shipped' | 'delivered' | 'arrived' | 'processing' | 'restocked' | 'cancelled'
  readonly warehouse_id: number
  readonly estimated_arrival_date: string
  readonly delivery_option: string
  readonly tracking_code: string | null
  readonly po_number: string | null
  readonly supplier_name: string | null
  readonly items: readonly ShipmentItem[]
}

export interface ShipmentItem {
  readonly id: number
  readonly sku: number
  readonly announced_quantity: number
  readonly remarks: string | null
}

export interface State {
  readonly nextID: number
  /** Oldest first. */
  readonly skus: readonly Sku[]
  readonly shipments: readonly Shipment[]
}

export interface HiveAccount {
  readonly state: () => State
  readonly replace: (state: State, nowMs: number) => void
  /** How it stood so long ago, as far as it was kept. */
  readonly stateAt: (ms: number) => State
  keepHistory(): void
}

export function createAccount(): HiveAccount {
  let current: State = { nextID: 1, skus: [], shipments: [] }
  let history: readonly { readonly until: number; readonly state: State }[] | null = null
  return {
    state: () => current,
    replace(state, nowMs) {
      if (history !== null) history = [...history.slice(-500), { until: nowMs, state: current }]
      current = state
    },
    stateAt: (ms) => history?.find(({ until }) => until > ms)?.state ?? current,
    keepHistory() {
      history ??= []
    },
  }
}

export const emptyFields: Omit<SkuFields, 'merchant_sku_id' | 'name'> = {
  barcode: null,
  batch_tracking_enabled: false,
  cost_in_cents: null,
  country_code_of_origin: null,
  hs_code: null,
  image_url: null,
  weight_in_kg: null,
}

export function addSku(state: State, fields: SkuFields, createdAt: number, more: Partial<Sku> = {}): State {
  const sku: Sku = {
    ...fields,
    id: state.nextID,
    status: 'active',
    fulfilled_by: 'hive',
    createdAt,
    shelves: [],
    batches: [],
    ...more,
  }
  return { ...state, nextID: state.nextID + 1, skus: [...state.skus, sku] }
}

export const changeSku = (state: State, id: number, change: (sku: Sku) => Sku): State => ({
  ...state,
  skus: state.skus.map((sku) => (sku.id === id ? change(sku) : sku)),
})
