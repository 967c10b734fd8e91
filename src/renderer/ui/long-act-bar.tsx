import { Group, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCommand, useQueryOf } from '../data/query.ts'
import { useFormat } from '../i18n/format.ts'
import { KeyButton } from './key-button.tsx'
import { Card } from './page.tsx'

/** What is being done to many lines of a stocktake; null while it is nothing. */
export const useLongAct = (stocktakeID: string) => useQueryOf('stocktakes.progress', { stocktakeID }).data?.act ?? null

/** How far an act over many lines is. Scanning goes on meanwhile. */
export function LongActBar({ stocktakeID }: { readonly stocktakeID: string }) {
  const { t } = useTranslation('common')
  const format = useFormat()
  const act = useLongAct(stocktakeID)
  const stop = useCommand('stocktakes.stop')
  const mayStop = useQueryOf('people.rights', {}).data?.roles.includes('review') ?? false
  if (act === null) return null
  const { kind, done, total } = act
  return (
    <Card>
      <Group wrap="nowrap">
        <span className="grow">{t(`longAct.${kind}`, { done: format.count(done), total: format.count(total) })}</span>
        {kind === 'zero' && mayStop && (
          <KeyButton
            size="small"
            label={t('longAct.stop')}
            busy={stop.pending}
            onPress={() => void stop.run({ stocktakeID })}
          />
        )}
      </Group>
      <Progress mt="xs" value={(done / total) * 100} aria-label={t(`longAct.label.${kind}`)} />
    </Card>
  )
}
