import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktakes.ts'
import { useClient, useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card } from '../../ui/page.tsx'
import { savesPdf } from '../../ui/print-page.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { Paper } from './paper.tsx'
import classes from './paper.module.css'
import { ReportPaper } from './report-paper.tsx'
import { linesTable, reportTables, type Report } from './report-tables.ts'
import { digestOf, safeName, saveBlob } from './save-blob.ts'
import { usePrinting, type PaperName } from './use-printing.ts'
import { toCsv, toXlsx } from './workbook.ts'

interface ReportCardProps {
  readonly stocktake: StocktakeRow
  readonly paper: PaperName
}

/** The variance report on paper and as files, and the evidence that goes with it. */
export function ReportCard({ stocktake, paper }: ReportCardProps) {
  const { t } = useTranslation(['paper', 'review', 'common'])
  const { read, error } = useReport(stocktake.stocktakeID)
  const { content, print } = usePrinting<Report>()
  const name = safeName(t('report.file', { name: stocktake.name }))

  async function save(kind: 'xlsx' | 'csv' | 'paper' | 'pdf'): Promise<void> {
    const report = await read()
    if (report === null) return
    if (kind === 'xlsx') saveBlob(`${name}.xlsx`, await toXlsx(reportTables(report, t)))
    else if (kind === 'csv') saveBlob(`${name}.csv`, toCsv(linesTable(report, t)))
    else print({ content: report, paper: { size: `${paper} landscape`, margin: '12mm' }, name, as: kind })
  }

  return (
    <>
      <Card className={classes['card']}>
        <h2>{t('report.title')}</h2>
        <p>{t('report.text')}</p>
        {error !== null && <ErrorPanel error={error} title={t('report.failed')} />}
        <div className={classes['row']}>
          <KeyButton kind="filled" icon="printer" keys="Ctrl+P" label={t('print')} onPress={() => void save('paper')} />
          {savesPdf() && <KeyButton icon="file" label={t('pdf')} onPress={() => void save('pdf')} />}
          <KeyButton icon="file" label={t('xlsx')} onPress={() => void save('xlsx')} />
          <KeyButton icon="file" label={t('csv')} onPress={() => void save('csv')} />
        </div>
        <Evidence stocktake={stocktake} read={read} name={name} />
      </Card>
      {content !== null && (
        <Paper>
          <ReportPaper report={content} />
        </Paper>
      )}
    </>
  )
}

/** Read when it is asked for: it may be long. */
function useReport(stocktakeID: string) {
  const client = useClient()
  const [error, setError] = useState<AppError | null>(null)
  return {
    error,
    async read(): Promise<Report | null> {
      const answer = await client.call('stocktakes.report', { stocktakeID })
      setError(answer.ok ? null : answer.error)
      return answer.ok ? answer.value : null
    },
  }
}

interface EvidenceProps {
  readonly stocktake: StocktakeRow
  readonly name: string
  read(this: void): Promise<Report | null>
}

/** Saves the report's files first, so that the evidence can name their digests. */
function Evidence({ stocktake: { stocktakeID }, read, name }: EvidenceProps) {
  const { t } = useTranslation(['paper', 'review', 'common'])
  const format = useFormat()
  const evidence = useCommand('stocktakes.evidence')
  const [saved, setSaved] = useState<string | null>(null)

  async function save(): Promise<void> {
    const report = await read()
    if (report === null) return
    const files = [
      { name: `${name}.xlsx`, content: await toXlsx(reportTables(report, t)) },
      { name: `${name}.csv`, content: toCsv(linesTable(report, t)) },
    ]
    const digests = await Promise.all(
      files.map(async (file) => ({ name: file.name, sha256: await digestOf(file.content) })),
    )
    const done = await evidence.run({ stocktakeID, files: digests })
    if (!done.ok) return
    const { fileName, mediaType, text, events, acts, deviceID } = done.value
    for (const file of files) saveBlob(file.name, file.content)
    saveBlob(fileName, new Blob([text], { type: mediaType }))
    setSaved(fileName)
    tell(t('evidence.saved', { events: format.count(events), acts: format.count(acts), key: deviceID }))
  }

  return (
    <>
      <h2>{t('evidence.title')}</h2>
      <p>{t('evidence.text')}</p>
      {evidence.error !== null && <ErrorPanel error={evidence.error} title={t('evidence.failed')} />}
      <div className={classes['row']}>
        <KeyButton icon="lock" label={t('evidence.save')} busy={evidence.pending} onPress={() => void save()} />
      </div>
      {saved !== null && (
        <p>
          {t('evidence.how')} <code className="mono">hakomori verify &quot;{saved}&quot;</code>
        </p>
      )}
    </>
  )
}
