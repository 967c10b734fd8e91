import { Menu } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { MenuAnchor } from '../../ui/menu-anchor.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { AccuracyDialog } from './accuracy-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'

interface MoreMenuProps {
  readonly stocktake: StocktakeRow
  /** Only where the service takes no counts. */
  readonly onVarianceFile?: (() => void) | undefined
}

/** What is done with a count now and then: taking it to another PC, merging another's, and looking back. */
export function MoreMenu({ stocktake, onVarianceFile }: MoreMenuProps) {
  const { t } = useTranslation(['review', 'paper'])
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState<string | null>(null)
  const [looking, setLooking] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const save = useCommand('stocktakes.export')
  const takeBack = useCommand('stocktakes.takeBack')

  async function run(): Promise<void> {
    const done = await save.run({ stocktakeID: stocktake.stocktakeID })
    if (!done.ok) return
    saveFile(done.value)
    tell(t('files.saved', { count: done.value.events, number: format.count(done.value.events) }))
  }

  async function reopen(): Promise<void> {
    const done = await takeBack.run({ stocktakeID: stocktake.stocktakeID })
    if (!done.ok) return
    tell(t('handOver.tookBack', { count: done.value.lines, number: format.count(done.value.lines) }))
  }

  return (
    <>
      <Menu opened={open} onChange={setOpen} position="bottom-end" transitionProps={{ duration: 100 }} returnFocus>
        <Menu.Target>
          <MenuAnchor>
            <KeyButton
              icon="chevronDown"
              label={t('more')}
              keys="Alt+O"
              showKeys={false}
              onPress={() => setOpen(true)}
            />
          </MenuAnchor>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="file" size={16} />} onClick={() => void run()}>
            {t('files.save')}
          </Menu.Item>
          {onVarianceFile !== undefined && (
            <>
              <Menu.Item leftSection={<Icon name="file" size={16} />} onClick={onVarianceFile}>
                {t('handOver.menu')}
              </Menu.Item>
              <Menu.Item leftSection={<Icon name="undo" size={16} />} onClick={() => void reopen()}>
                {t('handOver.takeBack')}
              </Menu.Item>
            </>
          )}
          {stocktake.state === 'open' && (
            <Menu.Item leftSection={<Icon name="fold" size={16} />} onClick={() => file.current?.click()}>
              {t('files.merge')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Icon name="printer" size={16} />} onClick={() => go('paper', stocktake.stocktakeID)}>
            {t('paper:open')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="clock" size={16} />} onClick={() => setLooking(true)}>
            {t('accuracy.open')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t('files.merge')}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? []
          currentTarget.value = ''
          if (chosen !== undefined) void chosen.text().then(setText)
        }}
      />
      {save.error !== null && <ErrorPanel error={save.error} title={t('files.notSaved')} onRetry={save.reset} />}
      {takeBack.error !== null && (
        <ErrorPanel error={takeBack.error} title={t('handOver.notTakenBack')} onRetry={takeBack.reset} />
      )}
      {text !== null && <MergeDialog stocktakeID={stocktake.stocktakeID} text={text} onClose={() => setText(null)} />}
      <AccuracyDialog stocktakeID={stocktake.stocktakeID} open={looking} onClose={() => setLooking(false)} />
    </>
  )
}
