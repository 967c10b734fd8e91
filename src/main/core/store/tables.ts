import type { ColumnType, Generated } from 'kysely'

/** The tables as Kysely sees them, in step with the newest migration. Booleans are 0 and 1; JSON columns are text. */

type Flag = 0 | 1
type WithDefault<T> = ColumnType<T, T | undefined, T>

export interface Tables {
  meta: { key: string; value: string }
  people: {
    person_id: Generated<number>
    name: string
    removed: WithDefault<Flag>
    roles: WithDefault<string>
    pin: WithDefault<string | null>
    badge: WithDefault<string | null>
    failed_pins: WithDefault<number>
    locked_until: WithDefault<number | null>
  }
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
    removed: WithDefault<Flag>
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
    shown: WithDefault<Flag>
  }
  tallies: { connection: number; name: string; count: number }
  warehouse_totals: { warehouse: number; cells: number; thousandths: number }
  observations: {
    id: Generated<number>
    item: number
    warehouse: number
    before: number | null
    after: number | null
    at: number
    server_updated_at: number | null
  }
  barcodes: {
    connection: number
    code: string
    gtin: string | null
    item: number
    quantity: number
    created_at: number
  }
  remote_details: { item: number; kind: 'lots' | 'attributes'; said: string }
  remote_codes: { item: number; code: string; connection: number; gtin: string | null }
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
    verdict: WithDefault<string | null>
    because: WithDefault<string | null>
    verdict_facts: WithDefault<string | null>
    verdict_at: WithDefault<number | null>
    verdict_date: WithDefault<number | null>
  }
  decisions: {
    decision: Generated<number>
    connection: number
    group_id: string
    at: number
    person: string | null
    touched: string
    made: string
    taken_back: WithDefault<Flag>
  }
  decided_changes: { change_id: number; decision: number; answer: string }
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
    last_at: WithDefault<number | null>
    lines: WithDefault<number>
    quantity: WithDefault<number>
    scans: WithDefault<number>
    mark_seq: WithDefault<number>
    marked_at: WithDefault<number | null>
    since_mark: WithDefault<number>
    since_mark_unknown: WithDefault<number>
    method: WithDefault<'single' | 'double'>
    rules: WithDefault<string>
    stock_figure: WithDefault<string | null>
  }
  stocktake_scope: { stocktake_id: string; item: number }
  scans: {
    seq: Generated<number>
    stocktake_id: string
    scan_id: string
    at: number
    kind: 'scan' | 'count' | 'undo' | 'mark' | 'link' | 'zero'
    outcome: 'known' | 'unknown' | 'outOfScope' | null
    code: string | null
    item: number | null
    quantity: number
    typed: WithDefault<Flag>
    fresh: WithDefault<Flag>
    counted: number | null
    answers: number | null
    person: string | null
    expected: number | null
    base: number | null
    open_changes: string | null
    read_at: number | null
    change_mark: number | null
    observation_mark: number | null
    place: WithDefault<string | null>
    lot: WithDefault<string | null>
    expiry: WithDefault<string | null>
    serial: WithDefault<string | null>
    device: WithDefault<string | null>
    round: WithDefault<number>
    sku: WithDefault<string | null>
    hash: WithDefault<string | null>
    bundle: WithDefault<number | null>
  }
  devices: { device_id: string; label: string; public_key: string; first_at: number; last_at: number }
  merged_files: { stocktake_id: string; device_id: string; source_id: string; hashes: string }
  withdrawn_events: { stocktake_id: string; device_id: string; source_id: string; scan_id: string; at: number }
  merge_choices: {
    stocktake_id: string
    device_id: string
    item: number
    round: number
    place: string
    take: 'here' | 'file' | 'both' | 'recount'
    here: number
    file: number
    person: string | null
    at: number
  }
  stocktake_lines: {
    stocktake_id: string
    item: number
    counted: number
    scans: number
    first_seq: number
    last_seq: number
    decision: 'difference' | 'counted' | 'recount' | 'leave' | null
    decided_drift: number | null
    reason: string | null
    change_id: number | null
    round: WithDefault<number>
    approved_by: WithDefault<string | null>
    approved_at: WithDefault<number | null>
    handed_over_at: WithDefault<number | null>
  }
  stocktake_counts: {
    stocktake_id: string
    item: number
    round: number
    counted: number
    scans: number
    first_seq: number
    last_seq: number
    person: string | null
  }
  long_acts: {
    stocktake_id: string
    kind: 'zero' | 'undo'
    gesture: string
    at: number
    person: string | null
    request_id: string | null
    total: number
    done: WithDefault<number>
    lines: WithDefault<number>
    reached: WithDefault<string>
    change_mark: number
    observation_mark: number
  }
  long_act_items: { stocktake_id: string; piece: number; items: string }
  stocktake_counters: { stocktake_id: string; person: string; round: number }
  stocktake_acts: {
    seq: Generated<number>
    stocktake_id: string
    at: number
    act: string
    person: string | null
    device: string | null
    details: WithDefault<string>
    hash: string | null
  }
  item_tracking: { item: number; lot: WithDefault<Flag>; serial: WithDefault<Flag>; expiry: WithDefault<Flag> }
  dismissed_codes: { connection: number; code: string; seq: number; move_seq: number }
  code_rules: { place: number; name: string; pattern: string; decimals: number; counts: 'measure' | 'piece' }
  code_imports: {
    import_id: string
    connection: number
    at: number
    person: string | null
    name: string
    undone_at: WithDefault<number | null>
  }
  code_import_rows: {
    import_id: string
    code: string
    item: number
    quantity: number
    before_quantity: WithDefault<number | null>
  }
  reopened_scans: { seq: number; answered_to: number }
  reopened_moves: { seq: number; answered_to: number }
  move_drafts: {
    connection: number
    kind: 'receive' | 'issue' | 'transfer'
    draft: number
    cleared: number
    warehouse: number | null
    to_warehouse: number | null
    note: WithDefault<string>
  }
  move_lines: {
    connection: number
    kind: 'receive' | 'issue' | 'transfer'
    item: number
    quantity: number
    scans: number
    last_seq: number
  }
  move_scans: {
    seq: Generated<number>
    connection: number
    kind: 'receive' | 'issue' | 'transfer'
    draft: number
    scan_id: string
    at: number
    event: 'scan' | 'set' | 'undo' | 'link'
    outcome: 'known' | 'unknown'
    code: string | null
    item: number | null
    quantity: number
    pack: number | null
    typed: WithDefault<Flag>
    total: number
    answers: number | null
    person: string | null
  }
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
