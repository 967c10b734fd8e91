/** What every product does, in this order. `memory` is what the process grew by; all others are milliseconds. */
export const works = {
  firstCopy: 'first copy',
  scan: 'one scan, kept',
  editMany: 'queue the edits',
  pullOver: 'take changed rows under them',
  search: 'search, five letters',
  page: 'page of 50 near the end, by name',
  memory: 'memory it grew by',
} as const
export type Work = keyof typeof works

export interface PeerResult {
  readonly durable: string
  readonly notes: readonly string[]
  /** Null: it has no such notion, `without` says why. */
  readonly figures: Readonly<Record<Work, number | null>>
  readonly without: string | null
  /** How the first edited item stands at the end, next to how it began. */
  readonly after: { readonly renamed: boolean; readonly added: number }
}
