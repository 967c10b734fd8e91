import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import classes from './review.module.css'
import type { KeyboardEvent, ReactNode } from 'react'

export const tabs = ['decide', 'variance', 'exact', 'uncounted', 'posted'] as const
export type Tab = (typeof tabs)[number]

export interface TabsProps {
  readonly current: Tab
  readonly counts: Readonly<Record<Tab, number>>
  onChoose(this: void, tab: Tab): void
  /** What a scan that found no line has to say. */
  readonly note: string | null
  /** At the right end: what can be done with the lines of the tab. */
  readonly children?: ReactNode
}

/** Which lines the table shows; arrows move between them, as in any tab list. */
export function Tabs({ current, counts, onChoose, note, children }: TabsProps) {
  const { t } = useTranslation('review')
  const format = useFormat()

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = tabs[tabs.indexOf(current) + step]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    onChoose(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }

  return (
    <div className={classes['tabBar']}>
      <div className={classes['tabs']} role="tablist" aria-label={t('tabs.label')} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            data-tab={tab}
            aria-selected={tab === current}
            aria-controls="review-lines"
            tabIndex={tab === current ? 0 : -1}
            className={classes['tab']}
            onClick={() => onChoose(tab)}
          >
            {t(`tabs.${tab}`)}
            <span className={classes['tabCount']}>{format.count(counts[tab])}</span>
          </button>
        ))}
      </div>
      <span
        className={classNames(
          classes['jump'],
          note !== null && 'c-warn',
          (children ?? false) !== false && note === null && classes['jumpWide'],
        )}
      >
        <Icon name={note === null ? 'scanner' : 'warn'} size={16} />
        <span className="clip" role="status">
          {note ?? t('tabs.jump')}
        </span>
      </span>
      <span className={classes['tabActs']}>{children}</span>
    </div>
  )
}
