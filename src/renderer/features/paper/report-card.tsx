import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useClient, useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { useUiState } from '../../navigation/ui-state.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { readEvents } from './event-table.ts'
import { Paper } from './paper.tsx'
import classes from './paper.module.css'
import { ReportPaper } from './report-paper.tsx'
import { reportFile, type ReportFile, type ReportWays } from './report-files.ts'
import type { Report } from './report-tables.ts'
import { digestOf, safeName, saveBlob } from './save-blob.ts'
import { usePrinting, type PaperName } from './use-printing.ts'

interface ReportCardProps {
  readonly stocktake: StocktakeRow
  readonly paper: PaperName
}

/** The variance report on paper and as files, and the evidence that goes with it. */
export function ReportCard({ stocktake, paper }: ReportCardProps) {
  const { t } = useTranslation(['paper', 'review', 'common'])
  const format = useFormat()
  const client = useClient()
  const { read, reading, error, setError } = useReport(stocktake.stocktakeID)
  const { content, print } = usePrinting<Report>()
  const name = safeName(t('report.file', { name: stocktake.name }))

  const ways: ReportWays = { client, t, format, paper }

  async function onPaper(): Promise<void> {
    const report = await read()
    if (report === null) return
    print({ content: report, paper: { size: `${paper} landscape`, margin: '12mm' }, name, as: 'paper' })
  }

  async function save(kind: ReportFile): Promise<void> {
    const report = await read()
    if (report === null) return
    const file = await reportFile(kind, report, ways)
    if (file.ok) saveBlob(`${name}.${kind}`, file.value)
    else setError(file.error)
  }

  return (
    <>
      <Card className={classes['card']}>
        <h2>{t('report.title')}</h2>
        <p>{t('report.text')}</p>
        {error !== null && <ErrorPanel error={error} title={t('report.failed')} />}
        <div className={classes['row']}>
          <KeyButton
            kind="filled"
            icon="printer"
            keys="Ctrl+P"
            label={t('print')}
            busy={reading}
            onPress={() => void onPaper()}
          />
          <KeyButton icon="file" label={t('pdf')} busy={reading} onPress={() => void save('pdf')} />
          <KeyButton icon="file" label={t('xlsx')} busy={reading} onPress={() => void save('xlsx')} />
          <KeyButton icon="file" label={t('csv')} busy={reading} onPress={() => void save('csv')} />
        </div>
        <Evidence stocktake={stocktake} read={read} name={name} ways={ways} onError={setError} />
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
  const [reading, setReading] = useState(false)
  return {
    error,
    setError,
    reading,
    async read(): Promise<Report | null> {
      setReading(true)
      const answer = await client.call('stocktakes.report', { stocktakeID })
      setReading(false)
      setError(answer.ok ? null : answer.error)
      return answer.ok ? answer.value : null
    },
  }
}

interface EvidenceProps {
  readonly stocktake: StocktakeRow
  readonly name: string
  readonly ways: ReportWays
  readonly onError: (error: AppError) => void
  read(this: void): Promise<Report | null>
}

/** Saves the report's files first, so that the evidence can name their digests. */
function Evidence({ stocktake: { stocktakeID }, read, name, ways, onError }: EvidenceProps) {
  const { t, format } = ways
  const evidence = useCommand('stocktakes.evidence')
  const show = useUiState((state) => state.show)
  const [saved, setSaved] = useState<string | null>(null)

  async function save(): Promise<void> {
    const report = await read()
    if (report === null) return
    const events = await readEvents(ways.client, stocktakeID)
    if (!events.ok) return onError(events.error)
    const files: { name: string; content: Blob }[] = []
    for (const kind of ['pdf', 'xlsx', 'csv'] as const) {
      const file = await reportFile(kind, report, ways, events.value)
      if (!file.ok) return onError(file.error)
      files.push({ name: `${name}.${kind}`, content: file.value })
    }
    const digests = await Promise.all(
      files.map(async (file) => ({ name: file.name, sha256: await digestOf(file.content) })),
    )
    const done = await evidence.run({ stocktakeID, files: digests })
    if (!done.ok) return
    const { fileName, mediaType, text, acts, deviceID } = done.value
    for (const file of files) saveBlob(file.name, file.content)
    saveBlob(fileName, new Blob([text], { type: mediaType }))
    setSaved(fileName)
    tell(t('evidence.saved', { events: format.count(done.value.events), acts: format.count(acts), key: deviceID }))
  }

  return (
    <>
      <h2>{t('evidence.title')}</h2>
      <p>{t('evidence.text')}</p>
      {evidence.error !== null && <ErrorPanel error={evidence.error} title={t('evidence.failed')} />}
      <div className={classes['row']}>
        <KeyButton icon="lock" label={t('evidence.save')} busy={evidence.pending} onPress={() => void save()} />
        <KeyButton icon="search" label={t('check.open')} onPress={() => show('evidence')} />
      </div>
      {saved !== null && (
        <p>
          {t('evidence.how')} {t('evidence.howWhere', { file: saved })}
        </p>
      )}
    </>
  )
}
