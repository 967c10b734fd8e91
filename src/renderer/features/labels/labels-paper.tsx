import { createPortal } from 'react-dom'
import type { LabelSymbol } from '../../../shared/domain/label-code.ts'
import { symbolPicture } from '../../ui/draw-symbol.ts'
import { pagesOf, placeOnPage, type LabelSheet } from './label-format.ts'
import classes from './labels.module.css'

export interface DrawnLabel {
  readonly symbol: LabelSymbol
  readonly title: string
  readonly under: string
}

interface LabelsPaperProps {
  readonly labels: readonly DrawnLabel[]
  readonly sheet: LabelSheet
  readonly skip: number
}

const paperOf = { A4: [210, 297], letter: [215.9, 279.4] } as const
const mm = (length: number): string => `${String(length)}mm`

/** The labels as they are printed: one page a sheet, every label at its place. On the screen it is not there. */
export function LabelsPaper({ labels, sheet, skip }: LabelsPaperProps) {
  const [width, height] = sheet.page === null ? [sheet.width, sheet.height] : paperOf[sheet.page.size]
  return createPortal(
    <div className={classes['paper']} data-print aria-hidden="true" inert>
      {pagesOf(labels, sheet, skip).map((page, number) => (
        // A page has nothing but its number.
        <div key={number} className={classes['page']} style={{ width: mm(width), height: mm(height) }}>
          {page.map((label, index) => {
            if (label === null) return null
            const { left, top } = placeOnPage(sheet, index)
            const place = { left: mm(left), top: mm(top), width: mm(sheet.width), height: mm(sheet.height) }
            return <Label key={index} label={label} style={place} />
          })}
        </div>
      ))}
    </div>,
    document.body,
  )
}

interface LabelProps {
  readonly label: DrawnLabel
  readonly style?: Readonly<Record<'left' | 'top' | 'width' | 'height', string>>
}

function Label({ label: { symbol, title, under }, style }: LabelProps) {
  return (
    <div className={classes['label']} style={style}>
      <b>{title}</b>
      <img src={symbolPicture(symbol)} alt="" data-square={symbol.symbology === 'datamatrix' || undefined} />
      <span>{under}</span>
    </div>
  )
}
