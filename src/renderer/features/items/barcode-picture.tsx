import { eanBars, quietZone } from './ean-bars.ts'
import classes from './items.module.css'

const height = 28

/** The code as a scanner reads it from the screen: dark on white in both themes, whole pixels, with its quiet zone. */
export function BarcodePicture({ code }: { readonly code: string }) {
  const bars = eanBars(code)
  if (bars === null) return null
  const width = bars.length + quietZone.left + quietZone.right
  const runs = Array.from(bars.matchAll(/1+/g), ({ 0: run, index }) => barPath(index + quietZone.left, run.length))
  return (
    <span className={classes['picture']}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        role="img"
        aria-label={code}
      >
        <path d={runs.join('')} fill="#111" />
      </svg>
    </span>
  )
}

const barPath = (x: number, width: number): string =>
  `M${String(x)} 0h${String(width)}v${String(height)}h-${String(width)}z`
