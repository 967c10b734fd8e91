import { Menu, VisuallyHidden } from '@mantine/core'
import { useState, type ReactNode, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../shared/contract/stocktakes.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { bySuggestion, canDecide, choiceIcons, choices, type Decision } from './choices.ts'
import classes from './review.module.css'

export interface BulkProps {
  readonly stocktakeID: string
  /** The lines it is about: the marked ones, or all of the tab. */
  readonly rows: readonly ReviewRow[]
  readonly marked: boolean
  onDone(this: void): void
}

/** One answer for many lines: each its own suggestion, or the same for all. */
export function Bulk({ stocktakeID, rows, marked, onDone }: BulkProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const decide = useCommand('stocktakes.decide')
  const lines = rows.filter(canDecide)
  const number = format.count(lines.length)

  async function run(groups: ReadonlyMap<Decision, readonly string[]>): Promise<void> {
    let decided = 0
    for (const [decision, skus] of groups) {
      const done = await decide.run({ stocktakeID, skus: [...skus], decision })
      if (!done.ok) return
      decided += done.value.decided
    }
    onDone()
    setSaid(t('bulk.done', { count: decided, number: format.count(decided) }))
  }

  const all = (decision: Decision) => new Map([[decision, lines.map(({ sku }) => sku)]])
  return (
    <>
      <Menu opened={open} onChange={setOpen} position="bottom-end" transitionProps={{ duration: 100 }} returnFocus>
        <Menu.Target>
          <Anchor>
            <KeyButton
              size="small"
              keys="Alt+A"
              icon="chevronDown"
              label={t(marked ? 'bulk.marked' : 'bulk.all', { count: lines.length, number })}
              disabled={lines.length === 0}
              busy={decide.pending}
              onPress={() => setOpen(true)}
            />
          </Anchor>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="bulb" size={16} />} onClick={() => void run(bySuggestion(lines))}>
            {t('bulk.suggested')}
          </Menu.Item>
          {choices.map((decision) => (
            <Menu.Item
              key={decision}
              leftSection={<Icon name={choiceIcons[decision]} size={16} />}
              onClick={() => void run(all(decision))}
            >
              {t(`bulk.${decision}`)}
            </Menu.Item>
          ))}
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

interface AnchorProps {
  readonly ref?: Ref<HTMLSpanElement>
  readonly id?: string
  readonly children: ReactNode
}

/** What the menu hangs on. Takes none of the menu's attributes: the button inside it is what is pressed. */
function Anchor({ ref, id, children }: AnchorProps) {
  return (
    <span ref={ref} id={id}>
      {children}
    </span>
  )
}
