import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../navigation/use-keys.ts'
import { classNames } from './class-names.ts'
import { IconButton } from './key-button.tsx'
import { Keycap } from './keycap.tsx'
import classes from './page.module.css'

export interface PageProps {
  readonly header: ReactNode
  readonly children: ReactNode
  /** Docked at the right, full height; below 1200 it lies over the page as a drawer. `<SidePanel>` */
  readonly panel?: ReactNode
}

/** The sheet of one place: a head of 56, what it is about, and at most one docked panel. */
export function Page({ header, children, panel }: PageProps) {
  return (
    <div className={classes['page']}>
      <div className={classes['body']}>
        {header}
        {children}
      </div>
      {panel}
    </div>
  )
}

export interface PageHeaderProps {
  readonly title: ReactNode
  /** One quiet line above the title: what is looked at, and how old it is. */
  readonly over?: ReactNode
  /** Tags beside the title. */
  readonly beside?: ReactNode
  /** Buttons at the right end, the filled one last. */
  readonly children?: ReactNode
}

export function PageHeader({ title, over, beside, children }: PageHeaderProps) {
  return (
    <header className={classes['head']}>
      <div className={classes['titles']}>
        {over !== undefined && <p className={classes['over']}>{over}</p>}
        <h1 className={classes['title']}>{title}</h1>
      </div>
      {beside !== undefined && <div className={classes['beside']}>{beside}</div>}
      <div className={classes['acts']}>{children}</div>
    </header>
  )
}

export interface SidePanelProps {
  /** Look §3: 352 sync plan, 368 moves, 384 item, 416 review, 512 unknown inbox. */
  readonly width: 352 | 368 | 384 | 416 | 512
  readonly title: ReactNode
  readonly over?: ReactNode
  /** Left out: the panel belongs to the page and cannot be closed. Otherwise Esc closes it too. */
  readonly onClose?: (() => void) | undefined
  /** Beside the title: previous, next, a figure. */
  readonly beside?: ReactNode
  /** Fixed at the bottom: the one filled button and its neighbours. */
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** Docked, not modal: scanning goes on behind it and the focus is free. */
export function SidePanel({ width, title, over, onClose, beside, footer, children }: SidePanelProps) {
  const { t } = useTranslation()
  useKeys(onClose === undefined ? [] : [{ keys: 'Escape', label: t('keys.close'), run: onClose }])
  return (
    <aside className={classes['panel']} data-width={width} aria-label={typeof title === 'string' ? title : t('panel')}>
      <div className={classes['panelHead']}>
        <div className={classes['panelTitles']}>
          {over !== undefined && <div className={classes['panelOver']}>{over}</div>}
          <h2 className={classes['panelTitle']}>{title}</h2>
        </div>
        <div className={classes['panelBeside']}>
          {beside}
          {onClose !== undefined && (
            <>
              <IconButton icon="cross" label={t('close')} onPress={onClose} />
              <Keycap keys="Escape" />
            </>
          )}
        </div>
      </div>
      <div className={classes['panelBody']} tabIndex={-1}>
        {children}
      </div>
      {footer !== undefined && <div className={classes['panelFoot']}>{footer}</div>}
    </aside>
  )
}

/** A block of a side panel, with a hairline below it. */
export function PanelSection({
  title,
  beside,
  children,
}: {
  readonly title?: ReactNode
  readonly beside?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={classes['section']}>
      {title !== undefined && (
        <div className={classes['sectionHead']}>
          <h3>{title}</h3>
          {beside}
        </div>
      )}
      {children}
    </section>
  )
}

/** A white card on the page. `flush`: its content goes to the edges (tables). */
export function Card({
  flush = false,
  className,
  children,
}: {
  readonly flush?: boolean
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  return <div className={classNames(classes['card'], flush && classes['flush'], className)}>{children}</div>
}
