import { code128, datamatrix, drawingSVG, ean13, ean8, upca, type RenderOptions } from 'bwip-js/browser'
import type { LabelSymbol } from '../../shared/domain/label-code.ts'

const drawers = { code128, datamatrix, ean13, ean8, upca } as const

/** A symbol as the address of a picture, black on nothing, without its quiet zone. Sharp at any size. */
export function symbolPicture({ symbology, code }: LabelSymbol): string {
  const options: RenderOptions = { bcid: symbology, text: code, scale: 2, height: 12, includetext: false }
  const svg: string = drawers[symbology](options, drawingSVG())
  // Bars may be as high as there is room for; a square must stay one.
  const drawn = symbology === 'datamatrix' ? svg : svg.replace('<svg ', '<svg preserveAspectRatio="none" ')
  return `data:image/svg+xml,${encodeURIComponent(drawn)}`
}
