import { barsPath, ean13Modules } from './ean13.ts'
import classes from './unknown-panel.module.css'

const height = 20
/** The specification wants 11 modules of white on the left and 7 on the right; white needs no more in the dark theme. */
const quiet = 11

/** An EAN-13 as it is on the label, always black on white, so that a scanner reads it off the screen. */
export function BarcodePicture({ code, label }: { readonly code: string; readonly label: string }) {
  const modules = ean13Modules(code)
  if (modules === null) return null
  const width = modules.length + 2 * quiet
  return (
    <svg
      className={classes['picture']}
      viewBox={`${String(-quiet)} -3 ${String(width)} ${String(height + 6)}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={barsPath(modules, height)} />
    </svg>
  )
}
