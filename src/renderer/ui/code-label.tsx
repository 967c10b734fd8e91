import classes from './code-label.module.css'
import { drawBars } from './draw-bars.ts'

/** Quiet zone on either side, in modules; scanners need ten. */
const quiet = 12
const height = 60

export interface CodeLabelProps {
  readonly code: string
  /** What it is, in words. */
  readonly label: string
}

/** A Code 128 with its name below: black on white in either theme, or no scanner could read it. */
export function CodeLabel({ code, label }: CodeLabelProps) {
  const { width, bars } = drawBars({ symbology: 'code128', drawn: code })
  const path = bars.map((bar) => `M${String(bar.from)} 0h${String(bar.width)}v${String(height)}h-${String(bar.width)}z`)
  return (
    <figure className={classes['label']}>
      <svg
        viewBox={`${String(-quiet)} 0 ${String(width + 2 * quiet)} ${String(height)}`}
        preserveAspectRatio="none"
        shapeRendering="crispEdges"
        role="img"
        aria-label={label}
      >
        <path d={path.join('')} />
      </svg>
      <figcaption>
        <b>{label}</b>
        <span className={classes['code']}>{code}</span>
      </figcaption>
    </figure>
  )
}
