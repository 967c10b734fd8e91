import { useElementSize } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { QueueRow, Question } from '../../../shared/contract/queue.ts'
import { useFormat } from '../../i18n/format.ts'
import { useRem } from '../../ui/scale.ts'
import { useChangeWords } from './change-words.ts'
import { layOutEvidence, type EvidencePoint } from './evidence.ts'
import classes from './evidence.module.css'

/** What Hako showed before and after, with the moment of sending between; the same is read out as one sentence. */
export function EvidenceChart({ row, question }: { readonly row: QueueRow; readonly question: Question }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const words = useChangeWords()
  const { ref, width } = useElementSize()
  // One unit of the drawing is a sixteenth of a rem, so that its text is as large as all other text.
  const rem = useRem()
  const chart = layOutEvidence(question, Math.max(smallest, Math.min(largest, (width * 16) / rem)))
  const when = (after: number | null): string => (after === null ? t('evidence.before') : `+${format.span(after)}`)
  const figure = (quantity: number | null): string =>
    quantity === null ? t('evidence.gone') : format.quantity(quantity)
  const reading = [
    t('evidence.readBefore', { figure: question.before === null ? t('evidence.unknown') : figure(question.before) }),
    ...chart.points
      .slice(1)
      .map(({ quantity, after }) =>
        t('evidence.readAfter', { figure: figure(quantity), span: format.span(after ?? 0) }),
      ),
  ].join(' ')
  const { sent } = chart
  const bottom = (chart.levels.at(-1) ?? 0) + 24
  return (
    <div ref={ref} className={classes['room']}>
      <svg
        className={classes['chart']}
        viewBox={`0 0 ${String(chart.width)} ${String(chart.height)}`}
        role="img"
        aria-label={reading}
      >
        {sent !== null && (
          <>
            <rect x={sent.from} y={24} width={sent.to - sent.from} height={bottom - 24} className={classes['band']} />
            <path
              d={`M${String(sent.from)} 24V${String(bottom)}M${String(sent.to)} 24V${String(bottom)}`}
              className={classes['edge']}
            />
            <text x={(sent.from + sent.to) / 2} y={14} className={classes['sent']}>
              {t('evidence.sent', { does: words.does(row) })}
            </text>
            {question.sentAt !== null && (
              <text x={(sent.from + sent.to) / 2} y={bottom + 18} className={classes['time']}>
                {format.timeOfDay(question.sentAt)}
              </text>
            )}
          </>
        )}
        {chart.levels.map((y) => (
          <path key={y} d={`M0 ${String(y)}H${String(chart.width)}`} className={classes['level']} />
        ))}
        {chart.points.slice(1).map((point, index) => (
          <Step key={point.x} from={chart.points[index]} to={point} />
        ))}
        {chart.points.map((point) => (
          <g key={point.x}>
            {point.quantity === null ? (
              <path d={cross(point)} className={classes['line']} />
            ) : (
              <circle cx={point.x} cy={point.y} r={5} className={classes['dot']} />
            )}
            <text x={point.x} y={point.y - 12} className={classes['figure']}>
              {point.quantity === null && point.after === null ? '?' : figure(point.quantity)}
            </text>
            <text x={point.x} y={bottom + 18} className={classes['time']}>
              {when(point.after)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}

const smallest = 280
const largest = 560

/** Solid where nothing changed; dashed down or up where, some time between two reads, the figure moved. */
function Step({ from, to }: { readonly from: EvidencePoint | undefined; readonly to: EvidencePoint }) {
  if (from === undefined) return null
  if (from.y === to.y)
    return <path d={`M${String(from.x)} ${String(from.y)}H${String(to.x)}`} className={classes['line']} />
  const middle = String((from.x + to.x) / 2)
  const path = `M${String(from.x)} ${String(from.y)}H${middle}V${String(to.y)}H${String(to.x)}`
  return <path d={path} className={classes['moved']} />
}

function cross({ x, y }: EvidencePoint): string {
  const size = 5
  const [left, right, top, bottom] = [x - size, x + size, y - size, y + size].map(String)
  return `M${left} ${top}L${right} ${bottom}M${right} ${top}L${left} ${bottom}`
}
