import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useCan } from '../../data/capabilities.ts'
import { useQueryOf } from '../../data/query.ts'
import { CatalogueOffer } from '../../ui/catalogue-offer.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { tell } from '../../ui/tell.tsx'
import type { OpenDialog } from './item-dialogs.tsx'
import classes from './items.module.css'

interface UnknownCodeProps {
  readonly code: string
  /** False where the panel beside has the one filled button. */
  readonly main: boolean
  /** The item that is open: the likely one to link to. */
  readonly sku: string | null
  onDialog(this: void, dialog: OpenDialog): void
  onDone(this: void): void
}

/** A scan on this screen that nobody knows: said where the hits would be, with the ways on. */
export function UnknownCode({ code, main, sku, onDialog, onDone }: UnknownCodeProps) {
  const { t } = useTranslation(['items', 'common'])
  const can = useCan()
  const known = useQueryOf('barcodes.resolve', { code }).data
  return (
    <>
      <div className={classes['unknown']} role="status">
        <Icon name="unknown" size={24} />
        <p className="grow">
          <b>{t('unknown.title')}</b>
          <span className="mono clip">{code}</span>
        </p>
        <KeyButton
          label={t('unknown.create')}
          size="small"
          icon="plus"
          disabled={!can('writeItems')}
          onPress={() => onDialog({ kind: 'create', name: '', code })}
        />
        <KeyButton
          kind={main ? 'filled' : 'outline'}
          label={t('unknown.link')}
          size="small"
          icon="link"
          onPress={() => onDialog({ kind: 'link', code, sku })}
        />
        <IconButton icon="cross" label={t('common:close')} onPress={onDone} />
      </div>
      {known !== undefined && (
        <CatalogueOffer
          row={{ code, ...namedBy(known) }}
          onTaken={(said) => {
            tell(said)
            onDone()
          }}
        />
      )}
    </>
  )
}

const namedBy = ({ catalogue, unclear }: Output<'barcodes.resolve'>) => ({
  ...(catalogue === undefined ? {} : { catalogue }),
  ...(unclear === undefined ? {} : { unclear }),
})
