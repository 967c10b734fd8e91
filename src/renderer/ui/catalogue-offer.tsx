import { useTranslation } from 'react-i18next'
import type { InCatalogue, UnknownRow } from '../../shared/contract/barcodes.ts'
import { useCan } from '../data/capabilities.ts'
import { useCommand, useQueryOf } from '../data/query.ts'
import { useFormat } from '../i18n/format.ts'
import type { Combo } from '../navigation/combo.ts'
import { Icon } from './icon.tsx'
import { KeyButton } from './key-button.tsx'
import classes from './catalogue-offer.module.css'
import { ErrorPanel } from './states.tsx'

interface Taking {
  /** The code is an item by now; `said` is a sentence about it. */
  onTaken(this: void, said: string): void
}

interface CatalogueOfferProps extends Taking {
  readonly row: Pick<UnknownRow, 'code' | 'catalogue' | 'unclear'>
}

/** What is known of an unknown code all the same: a catalogue's item, or the items it is unclear between. */
export function CatalogueOffer({ row, onTaken }: CatalogueOfferProps) {
  if (row.unclear !== undefined) return <Unclear items={row.unclear} />
  return row.catalogue === undefined ? null : (
    <Offer code={row.code} offer={row.catalogue} keys="Alt+N" onTaken={onTaken} />
  )
}

interface CatalogueHitsProps extends Taking {
  readonly code: string
  /** What somebody types to find the item; empty: nothing is looked up. */
  readonly search: string
}

const hits = 3

/** Items of catalogues that are called what somebody types, where no barcode says which one it is. */
export function CatalogueHits({ code, search, onTaken }: CatalogueHitsProps) {
  const catalogues = useQueryOf('catalogues.list', {}).data?.rows.length ?? 0
  const wanted = catalogues > 0 && search.length > 1
  const found = useQueryOf('catalogues.search', { search, limit: hits }, { enabled: wanted, keepPrevious: true })
  if (!wanted) return null
  return (found.data?.rows ?? []).map((offer) => (
    <Offer key={`${offer.connectionID} ${offer.sku}`} code={code} offer={offer} onTaken={onTaken} />
  ))
}

interface OfferProps extends Taking {
  readonly code: string
  readonly offer: InCatalogue
  readonly keys?: Combo
}

function Offer({ code, offer, keys, onTaken }: OfferProps) {
  const { t } = useTranslation('catalogue')
  const format = useFormat()
  const take = useCommand('catalogues.take')
  const canCreate = useCan()('writeItems')
  const { connectionID, catalogue, sku, name } = offer

  async function run(): Promise<void> {
    const done = await take.run({ connectionID, sku, code })
    if (!done.ok) return
    const { counted } = done.value
    onTaken(t('taken', { name: name ?? sku, count: counted, number: format.quantity(counted) }))
  }

  return (
    <section className={classes['offer']} aria-label={t('known', { catalogue, item: sku })}>
      <p className={classes['known']}>
        <Icon name="tag" className="c-ok" />
        <span>{t('known', { catalogue, item: itemText({ sku, name }) })}</span>
      </p>
      {canCreate ? (
        <KeyButton icon="plus" label={t('take')} keys={keys} busy={take.pending} onPress={() => void run()} />
      ) : (
        <p className="sm mute">{t('cantCreate')}</p>
      )}
      {take.error !== null && <ErrorPanel error={take.error} title={t('failed')} />}
    </section>
  )
}

function Unclear({ items }: { readonly items: NonNullable<UnknownRow['unclear']> }) {
  const { t } = useTranslation('catalogue')
  return (
    <section className={classes['offer']} role="note">
      <p className={classes['known']}>
        <Icon name="warn" className="c-warn" />
        <span>{t('unclear', { items: items.map(itemText).join(' · ') })}</span>
      </p>
    </section>
  )
}

export const itemText = ({ sku, name }: { readonly sku: string; readonly name: string | null }): string =>
  name === null || name === '' ? sku : `${sku} ${name}`
