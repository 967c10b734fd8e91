import { drawBars } from '../../ui/draw-bars.ts'
import type { SheetSymbol } from '../../scanner/learn/sheet.ts'
import classes from './wizard.module.css'

/** Quiet zone on either side, in modules; scanners need ten. */
const quiet = 12
const height = 60
/** Whole pixels for each module, or thin bars come out uneven. */
const pixels = 2

/** Black on white in either theme, or no scanner could read it. */
export function Barcode({ symbol, label }: { readonly symbol: SheetSymbol; readonly label: string }) {
  const { width, bars } = drawBars(symbol)
  const path = bars.map((bar) => `M${String(bar.from)} 0h${String(bar.width)}v${String(height)}h-${String(bar.width)}z`)
  return (
    <svg
      className={classes['bars']}
      width={(width + 2 * quiet) * pixels}
      viewBox={`${String(-quiet)} 0 ${String(width + 2 * quiet)} ${String(height)}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect x={-quiet} width={width + 2 * quiet} height={height} fill="#fff" />
      <path d={path.join('')} fill="#000" />
    </svg>
  )
}
