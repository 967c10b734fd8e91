import { useTranslation } from 'react-i18next'
import type { EvidenceFinding } from '../../../shared/contract/paper.ts'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import type { CheckedFile } from './check-files.ts'
import { useVerdictWords } from './use-verdict-words.ts'

interface VerdictProps {
  readonly file: CheckedFile
  /** No other evidence was chosen with it, so files that it does not name belong to nothing. */
  readonly alone: boolean
}

/** One sentence first, then what it rests upon. */
export function Verdict({ file: { name, verdict }, alone }: VerdictProps) {
  const { t } = useTranslation('paper')
  const wordsOf = useVerdictWords()
  const { right, finding, deviceID } = verdict
  return (
    <section className="col" aria-label={name}>
      <h3 className="clip">{name}</h3>
      <p className={right ? 'row c-ok' : 'row c-bad'}>
        <Icon name={right ? 'done' : 'warn'} />
        <b>{wordsOf(finding)}</b>
      </p>
      <ul className="sm">
        {finding.kind === 'right' && <RightFacts finding={finding} alone={alone} />}
        {deviceID !== null && (
          <li>
            {t('check.fact.key')}: <span className="mono">{deviceID}</span>
          </li>
        )}
      </ul>
      {right && <p className="sm mute">{t('check.keyHint')}</p>}
    </section>
  )
}

function RightFacts({
  finding,
  alone,
}: {
  readonly finding: Extract<EvidenceFinding, { kind: 'right' }>
  readonly alone: boolean
}) {
  const { t } = useTranslation('paper')
  const format = useFormat()
  const { stocktake, madeAt, device, beside, missing, others } = finding
  const content = t('check.content', {
    events: format.count(finding.events),
    acts: format.count(finding.acts),
    lines: format.count(finding.lines),
  })
  const facts = [
    ['stocktake', stocktake],
    ['madeAt', madeAt === null ? '' : `${format.date(madeAt)}, ${format.timeOfDay(madeAt)}`],
    ['device', device],
    ['content', content],
    ['beside', beside.join(', ')],
    ['missing', missing.join(', ')],
    ['others', alone ? others.join(', ') : ''],
  ] as const
  return facts
    .filter(([, value]) => value !== '')
    .map(([fact, value]) => (
      <li key={fact}>
        {t(`check.fact.${fact}`)}: {value}
      </li>
    ))
}
