import type { ColumnType, Generated } from 'kysely'

/** The tables as Kysely sees them, in step with the newest migration. Booleans are 0 and 1; JSON columns are text. */

type Flag = 0 | 1
type WithDefault<T> = ColumnType<T, T | undefined, T>

export interface Tables {
  meta: { key: string; value: string }
  people: { person_id: Generated<number>; name: string; removed: WithDefault<Flag> }
  answers: { request_id: string; method: string; output: string; at: number }
  connections: {
    connection: Generated<number>
    name: string
    remote: string
    base_url: string
    practice: WithDefault<Flag>
    key_hint: string | null
    options: string
    in_use: WithDefault<Flag>
    paused: WithDefault<Flag>
    created_at: number
    sync_state: WithDefault<string>
  }
  records: {
    uid: Generated<number>
    connection: number
    kind: 'item' | 'warehouse' | 'bundle'
    present: Flag
    key: string
    name: string | null
    price: number | null
    expires: number | null
    components: string | null
    quantity: WithDefault<number>
    base_key: string | null
    base_name: string | null
    base_price: number | null
    base_expires: number | null
    base_components: string | null
    base_quantity: WithDefault<number>
    server_id: string | null
    server_created_at: number | null
    server_updated_at: number | null
    seen_at: number | null
    suspect_at: number | null
    open_changes: WithDefault<number>
    questions: WithDefault<number>
    doubt: WithDefault<number>
    barcodes: WithDefault<number>
    search_text: WithDefault<string>
  }
  stock: {
    item: number
    warehouse: number
    quantity: WithDefault<number>
    base_quantity: number | null
    low: number | null
    high: number | null
  }
  observations: {
    id: Generated<number>
    item: number
    warehouse: number
    before: number | null
    after: number | null
    at: number
    server_updated_at: number | null
  }
  barcodes: { connection: number; code: string; gtin: string | null; item: number; quantity: number; created_at: number }
  item_search: { rowid: number; search_text: string; item_search: string }
  changes: {
    id: Generated<number>
    connection: number
    uid: number
    record_kind: 'item' | 'warehouse' | 'bundle'
    kind: string
    state: string
    warehouse: number | null
    to_warehouse: number | null
    quantity: number | null
    payload: WithDefault<string>
    base_seen: WithDefault<string>
    depends_on: WithDefault<string>
    group_id: string
    superseded_by: number | null
    assumed: 'applied' | 'notApplied' | null
    question: string | null
    request_id: string | null
    stocktake_id: string | null
    person: string | null
    note: string | null
    at: number
    state_at: number
  }
  attempts: {
    id: Generated<number>
    connection: number
    request_id: string
    endpoint: string
    uid: number
    change_ids: string
    body_hash: string
    row: string
    pre_image: string
    sent_at: number
    server_sent_at: number | null
    outcome: string | null
    outcome_details: string | null
    finished_at: number | null
    evidence: WithDefault<string>
  }
  request_times: { id: Generated<number>; connection: number; at: number }
  stocktakes: {
    stocktake_id: string
    connection: number
    warehouse: number
    name: string
    blind: Flag
    state: 'open' | 'posted' | 'cancelled'
    opened_at: number
    closed_at: number | null
    scoped: WithDefault<Flag>
  }
  stocktake_scope: { stocktake_id: string; item: number }
  scans: {
    seq: Generated<number>
    stocktake_id: string
    scan_id: string
    at: number
    kind: 'scan' | 'count' | 'undo' | 'mark' | 'link' | 'zero'
    outcome: string | null
    code: string | null
    item: number | null
    quantity: number
    typed: WithDefault<Flag>
    counted: number | null
    answers: number | null
    person: string | null
  }
  stocktake_lines: {
    stocktake_id: string
    item: number
    counted: number
    scans: number
    first_at: number
    last_at: number
    expected: number
    read_at: number | null
    change_mark: number
    first_change_mark: number
    decision: 'difference' | 'counted' | 'recount' | 'leave' | null
    decided_with: number | null
    reason: string | null
    change_id: number | null
  }
  dismissed_codes: { connection: number; code: string }
  log: {
    id: Generated<number>
    connection: number | null
    at: number
    level: string
    event: string
    text: string
    details: WithDefault<string>
  }
}
