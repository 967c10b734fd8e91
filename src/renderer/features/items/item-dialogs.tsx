import { CountForm } from './count-form.tsx'
import { DeleteItem } from './delete-record.tsx'
import { EditItem, NewItem } from './item-form.tsx'
import { HistoryDialog } from './item-history.tsx'
import { LinkCode } from './link-code.tsx'
import { StockForm, type StockKind } from './stock-form.tsx'

/** What can lie over the list; at most one. */
export type OpenDialog =
  | { readonly kind: 'create'; readonly name: string; readonly code: string }
  | { readonly kind: 'link'; readonly code: string; readonly sku: string | null }
  | { readonly kind: 'stock'; readonly sku: string; readonly move: StockKind }
  | { readonly kind: 'edit' | 'count' | 'delete' | 'history'; readonly sku: string }

interface ItemDialogsProps {
  readonly open: OpenDialog | null
  onClose(this: void): void
  /** An item was created, or a code linked: show it. */
  onCreated(this: void, sku: string): void
}

export function ItemDialogs({ open, onClose, onCreated }: ItemDialogsProps) {
  if (open === null) return null
  switch (open.kind) {
    case 'create':
      return <NewItem name={open.name} code={open.code} onClose={onClose} onCreated={onCreated} />
    case 'edit':
      return <EditItem sku={open.sku} onClose={onClose} onRenamed={onCreated} />
    case 'link':
      return <LinkCode code={open.code} sku={open.sku} onClose={onClose} onLinked={onCreated} />
    case 'stock':
      return <StockForm sku={open.sku} first={open.move} onClose={onClose} />
    case 'count':
      return <CountForm sku={open.sku} onClose={onClose} />
    case 'delete':
      return <DeleteItem sku={open.sku} onClose={onClose} />
    case 'history':
      return <HistoryDialog sku={open.sku} onClose={onClose} />
  }
}
