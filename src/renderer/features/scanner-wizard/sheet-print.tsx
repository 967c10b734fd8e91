import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { sheet } from '../../scanner/learn/sheet.ts'
import { Barcode } from './barcode.tsx'
import classes from './wizard.module.css'

/** The sheet on paper; on the screen it is not there. */
export function SheetPrint() {
  const { t } = useTranslation('scanner')
  return createPortal(
    <div className={classes['paper']} data-print aria-hidden="true">
      <h1>{t('sheetTitle')}</h1>
      <p>{t('sheetText')}</p>
      {sheet.map((symbol) => (
        <figure key={symbol.id}>
          <Barcode symbol={symbol} label={t(`symbol.${symbol.id}`)} />
          <figcaption>
            {t(`symbol.${symbol.id}`)} <span className="mono">{symbol.drawn}</span>
          </figcaption>
        </figure>
      ))}
    </div>,
    document.body,
  )
}
