import { useTranslation } from 'react-i18next'
import classes from './barcode-picture.module.css'
import { barsPath, eanBars, quietZone } from './ean-bars.ts'

const height = 28

export interface BarcodePictureProps {
  readonly code: string
  /** small: one pixel a module, for lists. large: for a panel that is about this code. */
  readonly size?: 'small' | 'large'
}

/** An EAN as a scanner reads it from the screen: dark on white in both themes, with its quiet zone. Nothing for other codes. */
export function BarcodePicture({ code, size = 'small' }: BarcodePictureProps) {
  const { t } = useTranslation('codes')
  const bars = eanBars(code)
  if (bars === null) return null
  const width = bars.length + quietZone.left + quietZone.right
  return (
    <span className={classes['picture']} data-size={size}>
      <svg
        {...(size === 'small' ? { width, height } : {})}
        viewBox={[-quietZone.left, 0, width, height].join(' ')}
        preserveAspectRatio={size === 'small' ? 'xMidYMid' : 'none'}
        role="img"
        aria-label={t('picture', { code })}
      >
        <path d={barsPath(bars, height)} />
      </svg>
    </span>
  )
}
