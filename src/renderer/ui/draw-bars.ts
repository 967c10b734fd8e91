import { code128, gs1_128, type DrawingContext, type RenderOptions } from 'bwip-js/browser'

/** A linear code as bars, in modules from its left edge. */
export interface Bars {
  readonly width: number
  readonly bars: readonly { readonly from: number; readonly width: number }[]
}

/** Two units a module, so that the middle of a bar is always a whole number. */
const scale = 2

/** What is drawn; GS1 codes are written with brackets. */
export interface DrawnCode {
  readonly symbology: 'code128' | 'gs1-128'
  readonly drawn: string
}

export function drawBars({ symbology, drawn }: DrawnCode): Bars {
  const options: RenderOptions = { bcid: symbology, text: drawn, scale, height: 10, includetext: false }
  const drawing = createDrawing()
  return symbology === 'code128' ? code128(options, drawing) : gs1_128(options, drawing)
}

function createDrawing(): DrawingContext<Bars> {
  const bars: { from: number; width: number }[] = []
  let width = 0
  const nothing = (): void => undefined
  return {
    setopts: nothing,
    scale: () => null,
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (total) => {
      width = total / scale
    },
    line: (middle, _y, _x, _end, thickness) => {
      bars.push({ from: (middle - thickness / 2) / scale, width: thickness / scale })
    },
    polygon: nothing,
    hexagon: nothing,
    ellipse: nothing,
    fill: nothing,
    text: nothing,
    end: () => ({ width, bars }),
  }
}
