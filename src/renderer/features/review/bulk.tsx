import { Menu, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input } from '../../../shared/contract/contract.ts'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useClient, useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { MenuAnchor } from '../../ui/menu-anchor.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { bySuggestion, canDecide, choiceIcons, choices, sameForAll, type Decision } from './choices.ts'
import { readLines } from './read-lines.ts'
import { useReasons } from './reason.tsx'
import classes from './review.module.css'

/** Undefined: what was decided stays, and only a reason is given. */
type Groups = ReadonlyMap<Decision | undefined, readonly string[]>

export interface BulkProps {
  readonly stocktake: StocktakeRow
  /** What the table shows: all of it is meant where nothing is marked, however long it is. */
  readonly asked: Omit<Input<'stocktakes.review'>, 'offset' | 'limit'>
  readonly total: number
  readonly marked: ReadonlySet<string>
  onDone(this: void): void
}

/** One answer for many lines: each its own suggestion, or the same for all. */
export function Bulk({ stocktake, asked, total, marked, onDone }: BulkProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const client = useClient()
  const reasons = useReasons()
  const decide = useCommand('stocktakes.decide')
  const { stocktakeID, rules } = stocktake
  const count = marked.size === 0 ? total : marked.size
  const number = format.count(count)

  async function linesMeant(): Promise<readonly ReviewRow[]> {
    const all = await readLines(client, asked)
    return all.filter((row) => canDecide(row) && (marked.size === 0 || marked.has(row.sku)))
  }

  async function run(groupsOf: (lines: readonly ReviewRow[]) => Groups, reason?: string): Promise<void> {
    const groups = groupsOf(await linesMeant())
    let decided = 0
    for (const [decision, skus] of groups) {
      const done = await decide.run({
        stocktakeID,
        skus: [...skus],
        ...(decision === undefined ? {} : { decision }),
        ...(reason === undefined ? {} : { reason }),
      })
      if (!done.ok) return
      decided += done.value.decided
    }
    onDone()
    setSaid(t(reason === undefined ? 'bulk.done' : 'bulk.reasoned', { count: decided, number: format.count(decided) }))
  }

  const beyondAgain = (lines: readonly ReviewRow[]): Groups =>
    sameForAll('recount')(lines.filter(({ beyond }) => beyond))
  return (
    <>
      <Menu opened={open} onChange={setOpen} position="bottom-end" transitionProps={{ duration: 100 }} returnFocus>
        <Menu.Target>
          <MenuAnchor>
            <KeyButton
              size="small"
              keys="Alt+A"
              icon="chevronDown"
              label={t(marked.size > 0 ? 'bulk.marked' : 'bulk.all', { count, number })}
              disabled={count === 0}
              busy={decide.pending}
              onPress={() => setOpen(true)}
            />
          </MenuAnchor>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="bulb" size={16} />} onClick={() => void run(bySuggestion)}>
            {t('bulk.suggested')}
          </Menu.Item>
          {choices.map((decision) => (
            <Menu.Item
              key={decision}
              leftSection={<Icon name={choiceIcons[decision]} size={16} />}
              onClick={() => void run(sameForAll(decision))}
            >
              {t(`bulk.${decision}`)}
            </Menu.Item>
          ))}
          {rules.tolerance !== null && (
            <Menu.Item leftSection={<Icon name="recount" size={16} />} onClick={() => void run(beyondAgain)}>
              {t('bulk.beyond')}
            </Menu.Item>
          )}
          {rules.reason && (
            <>
              <Menu.Label>{t('bulk.reason')}</Menu.Label>
              {reasons.map((reason) => (
                <Menu.Item
                  key={reason}
                  leftSection={<Icon name="pencil" size={16} />}
                  onClick={() => void run(sameForAll(undefined), reason)}
                >
                  {reason}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {decide.error !== null && (
        <div className={classes['failure']}>
          <ErrorPanel error={decide.error} title={t('decide.failed')} onRetry={decide.reset} />
        </div>
      )}
    </>
  )
}
