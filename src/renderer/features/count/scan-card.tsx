import { VisuallyHidden } from '@mantine/core'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import type { PendingQuantity } from '../../scanner/pending-quantity.ts'
import { itemText } from '../../ui/catalogue-offer.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { BundleTrouble } from './bundle-preview.tsx'
import { cardLooks } from './card-looks.ts'
import { readableCode } from './readable-code.ts'
import classes from './scan-card.module.css'
import type { ShownEvent } from './shown-event.ts'

export interface ScanCardProps {
  /** Null: nothing was scanned yet. */
  readonly event: ShownEvent | null
  readonly pending: PendingQuantity
}

/**
 * The answer to the last scan, to be read from three metres: shape, word, number. It sizes its text from its own box and
 * takes no clicks, because tall digits reach past their line.
 */
export function ScanCard({ event, pending }: ScanCardProps) {
  const { t } = useTranslation('count')
  const tone = event === null ? 'plain' : looksOfEvent(event).tone
  return (
    <section className={classNames('tone', classes['card'])} data-tone={tone} aria-label={t('card.label')}>
      <div className={classes['box']}>
        {event?.fresh === true && <div key={event.key} className={classes['flash']} />}
        {event === null ? <Ready /> : <Answer event={event} />}
        {pending.kind !== 'none' && <Pending pending={pending} />}
      </div>
      <VisuallyHidden aria-live="assertive">{event?.fresh === true && <Spoken event={event} />}</VisuallyHidden>
    </section>
  )
}

function Ready() {
  const { t } = useTranslation('count')
  return (
    <div className={classes['in']}>
      <p className={classes['state']}>
        <Icon name="scan" size={40} className={classes['shape']} />
        {t('card.ready')}
      </p>
      <p className={classes['name']}>{t('card.readyName')}</p>
      <p className={classes['meta']}>{t('card.readyText')}</p>
    </div>
  )
}

function Answer({ event }: { readonly event: ShownEvent }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const named = event.name ?? event.sku
  const code = event.code === null ? null : readableCode(event.code)
  return (
    <div className={classes['in']}>
      <div className={classes['state']}>
        <Icon name={looksOfEvent(event).icon} size={40} className={classes['shape']} />
        <span>{t(`card.${event.kind}`)}</span>
        <span className={classes['raw']}>
          {named !== null && code !== null && <span className={classes['code']}>{code}</span>}
          <span>{format.timeOfDay(event.at)}</span>
        </span>
      </div>
      <p className={named === null ? classes['nameOfCode'] : classes['name']}>{named ?? code}</p>
      <p className={classes['meta']}>
        {event.name !== null && event.sku !== null && <span className="mono">{event.sku}</span>}
        <Hint event={event} />
      </p>
      <div className={classes['figures']}>
        <Figures event={event} />
      </div>
    </div>
  )
}

/** What the scan of a bundle counted: the remote keeps stock of its components alone. */
function Parts({ parts }: { readonly parts: NonNullable<ShownEvent['parts']> }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  return parts.map(({ sku, name, added, counted }) => {
    const said = { added: format.quantity(added), name: name ?? sku }
    return (
      <span key={sku}>
        {counted === null ? t('card.partOut', said) : t('card.part', { ...said, counted: format.quantity(counted) })}
      </span>
    )
  })
}

/** What is counted and still to be looked at is not green. */
const looksOfEvent = (event: ShownEvent) =>
  event.doubts === undefined ? cardLooks[event.kind] : ({ icon: 'warn', tone: 'warn' } as const)

function Hint({ event }: { readonly event: ShownEvent }) {
  const { t } = useTranslation(['count', 'codes', 'catalogue', 'common'])
  if (event.doubts?.[0] !== undefined) return <span>{t(`doubt.${event.doubts[0]}`)}</span>
  if (event.parts !== undefined) return <Parts parts={event.parts} />
  if (event.bundle !== undefined) return <BundleTrouble bundle={event.bundle} />
  if (event.catalogue !== undefined) {
    const { catalogue } = event.catalogue
    return <span>{t('catalogue:knownAndTake', { catalogue, item: itemText(event.catalogue) })}</span>
  }
  if (event.unclear !== undefined)
    return <span>{t('catalogue:unclear', { items: event.unclear.map(itemText).join(' · ') })}</span>
  if (event.warning !== undefined) return <span>{t(`codes:warning.${event.warning}`)}</span>
  if (event.error !== undefined)
    return <span>{t('card.errorText', { text: t(`common:error.${event.error.kind}`) })}</span>
  if (event.kind === 'known' || event.kind === 'typed' || event.kind === 'error') return null
  return <span>{t(`card.${event.kind}Text`)}</span>
}

function Figures({ event }: { readonly event: ShownEvent }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  if (event.kind === 'error') return <Block text="!" />
  // A bundle has no count of its own: its components have.
  const quantity = format.quantity((event.parts === undefined ? event.counted : event.added) ?? 0)
  const size = { '--signs': Math.max(2, quantity.length) } as CSSProperties // safe: a custom property, which React's type does not know
  return (
    <>
      <span className={classes['quantity']} style={size}>
        {quantity}
      </span>
      <span className={classes['unit']}>{t(unitOf(event))}</span>
      {event.parts === undefined && (
        <Block key={event.key} text={event.kind === 'unknown' ? '?' : signed(format.signed(event.added ?? 0))} />
      )}
    </>
  )
}

const unitOf = (event: ShownEvent) =>
  event.kind === 'unknown' ? 'card.unitUnknown' : event.parts === undefined ? 'card.unit' : 'card.unitBundle'

const signed = (text: string): string => (text === '0' ? '+0' : text)

function Block({ text }: { readonly text: string }) {
  const size = { '--signs': Math.max(2, text.length) } as CSSProperties // safe: a custom property, which React's type does not know
  return (
    <span className={classes['block']} style={size}>
      {text}
    </span>
  )
}

/** Digits typed before a scan: shown large, because the next scan counts them. */
function Pending({ pending }: { readonly pending: Exclude<PendingQuantity, { kind: 'none' }> }) {
  const { t } = useTranslation('count')
  const long = pending.kind === 'tooLong'
  return (
    <div className={classes['pending']} data-long={long || undefined} role="status">
      <span className={classes['pendingFigure']}>{long ? pending.digits : `${pending.digits} ×`}</span>
      <span className={classes['pendingText']}>{t(long ? 'pending.tooLong' : 'pending.text')}</span>
    </div>
  )
}

/** What a screen reader says: text only, in the order of importance. */
function Spoken({ event }: { readonly event: ShownEvent }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const parts = [t(`card.${event.kind}`), event.name ?? event.sku ?? event.code]
  if (event.counted !== null) parts.push(format.quantity(event.counted))
  if (event.doubts?.[0] !== undefined) parts.push(t(`doubt.${event.doubts[0]}`))
  return <>{parts.filter((part) => part !== null).join('. ')}</>
}
