import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../data/query.ts'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { useFormat } from '../../i18n/format.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { savesPdf } from '../../ui/print-page.ts'
import { saveFile } from '../../ui/save-file.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { labelSheets, labelsOnPage, sheetOf } from './label-format.ts'
import { LabelsPaper } from './labels-paper.tsx'
import classes from './labels.module.css'
import { planPaper, planZpl, type RefusedLabel, type WantedLabel } from './plan-labels.ts'
import { usePrintLabels } from './use-print-labels.ts'

interface LabelOutputProps {
  readonly wanted: readonly WantedLabel[]
  /** What the file is called. */
  readonly name: string
}

/** Labels on paper, as a PDF, as a file for a label printer, or straight to one in the network. */
export function LabelOutput({ wanted, name }: LabelOutputProps) {
  const { t } = useTranslation(['labels', 'common'])
  const format = useFormat()
  const { labels } = useSettings()
  const { change } = useChangeSettings()
  const [skip, setSkip] = useState(0)
  const { content, print } = usePrintLabels()
  const send = useCommand('labels.print')
  const sheet = sheetOf(labels.sheet)
  const paper = planPaper(wanted, labels.symbology)
  const zpl = planZpl(wanted, { ...sheet, dpi: labels.dpi, symbology: labels.symbology })
  const set = (changes: Partial<typeof labels>): void => change({ labels: changes })

  async function sendAll(): Promise<void> {
    const done = await send.run({ host: labels.host, port: labels.port, text: zpl.made.join('') })
    if (done.ok) tell(t('sent', { count: zpl.made.length, number: format.count(zpl.made.length), host: labels.host }))
  }

  return (
    <div className={classes['form']}>
      <div className={classes['row']}>
        <NativeSelect
          label={t('sheet')}
          data={labelSheets.map(({ id, width, height, page }) => ({
            value: id,
            label:
              page === null
                ? t('roll', { width, height })
                : t('onSheet', {
                    paper: page.size === 'A4' ? 'A4' : 'Letter',
                    columns: page.columns,
                    rows: page.rows,
                    width,
                    height,
                  }),
          }))}
          value={sheet.id}
          onChange={({ currentTarget }) => set({ sheet: currentTarget.value })}
        />
        <NativeSelect
          label={t('symbology')}
          data={(['auto', 'code128', 'datamatrix'] as const).map((value) => ({ value, label: t(`choice.${value}`) }))}
          value={labels.symbology}
          onChange={({ currentTarget: { value } }) =>
            set({ symbology: value === 'code128' || value === 'datamatrix' ? value : 'auto' })
          }
        />
        {sheet.page !== null && (
          <NumberInput
            label={t('skip')}
            min={0}
            max={labelsOnPage(sheet) - 1}
            value={skip}
            onChange={(value) => setSkip(Number(value))}
          />
        )}
        <KeyButton
          kind="filled"
          icon="printer"
          keys="Ctrl+P"
          label={t('print', { count: paper.made.length, number: format.count(paper.made.length) })}
          disabled={paper.made.length === 0}
          onPress={() => print({ labels: paper.made, sheet, skip }, name, 'paper')}
        />
        {savesPdf() && (
          <KeyButton
            icon="file"
            label={t('pdf')}
            disabled={paper.made.length === 0}
            onPress={() => print({ labels: paper.made, sheet, skip }, name, 'pdf')}
          />
        )}
      </div>
      <Refused refused={paper.refused} />
      <h2>{t('printer')}</h2>
      <p className="sm mute">{t('printerText')}</p>
      <div className={classes['row']}>
        <TextInput
          label={t('host')}
          placeholder="192.0.2.10"
          defaultValue={labels.host}
          onBlur={({ currentTarget }) => set({ host: currentTarget.value.trim() })}
        />
        <NumberInput
          label={t('port')}
          min={1}
          max={65_535}
          value={labels.port}
          onChange={(value) => {
            if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535)
              set({ port: value })
          }}
        />
        <NativeSelect
          label={t('dpi')}
          data={['203', '300', '600']}
          value={String(labels.dpi)}
          onChange={({ currentTarget: { value } }) => set({ dpi: value === '600' ? 600 : value === '300' ? 300 : 203 })}
        />
        <KeyButton
          icon="send"
          label={t('send')}
          disabled={zpl.made.length === 0 || labels.host === ''}
          busy={send.pending}
          onPress={() => void sendAll()}
        />
        <KeyButton
          icon="file"
          label={t('saveZpl')}
          disabled={zpl.made.length === 0}
          onPress={() =>
            saveFile({ fileName: `${name}.zpl`, mediaType: 'text/plain;charset=utf-8', text: zpl.made.join('') })
          }
        />
      </div>
      <Refused refused={zpl.refused.filter(({ problem }) => problem === 'tooWide')} />
      {send.error !== null && <ErrorPanel error={send.error} title={t('notSent')} />}
      {content !== null && <LabelsPaper {...content} />}
    </div>
  )
}

function Refused({ refused }: { readonly refused: readonly RefusedLabel[] }) {
  const { t } = useTranslation('labels')
  if (refused.length === 0) return null
  return (
    <ul role="alert" className={classes['refused']}>
      {refused.slice(0, 20).map(({ title, code, problem }) => (
        <li key={`${code} ${title}`}>{t(`refused.${problem}`, { title, code })}</li>
      ))}
    </ul>
  )
}
