import { useEffect, useEffectEvent, useId, useState, type ReactNode } from 'react'
import { NumberInput, SegmentedControl } from '@mantine/core'
import { Card } from '../../ui/page.tsx'
import classes from './settings.module.css'

/** The pieces of which every section is made: a card of lines, each with its words left and its control right. */

export function Group({
  title,
  text,
  beside,
  children,
}: {
  readonly title: string
  readonly text?: string
  readonly beside?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={classes['group']}>
      <div className={classes['groupHead']}>
        <div>
          <h2>{title}</h2>
          {text !== undefined && <p className="sm mute">{text}</p>}
        </div>
        {beside}
      </div>
      <Card className={classes['card']}>{children}</Card>
    </section>
  )
}

interface LineProps {
  readonly label: string
  readonly hint?: ReactNode
  /** Given what names and describes the control. */
  readonly children: ReactNode | ((names: { readonly labelledBy: string; readonly describedBy: string }) => ReactNode)
}

export function Line({ label, hint, children }: LineProps) {
  const id = useId()
  const names = { labelledBy: `${id}-label`, describedBy: `${id}-hint` }
  return (
    <div className={classes['line']}>
      <div className={classes['lineWords']}>
        <span id={names.labelledBy}>{label}</span>
        <span id={names.describedBy} className="sm mute">
          {hint}
        </span>
      </div>
      <div className={classes['lineControl']}>{typeof children === 'function' ? children(names) : children}</div>
    </div>
  )
}

interface ChoiceLineProps<T extends string> {
  readonly label: string
  readonly hint?: string
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  onChange(this: void, value: T): void
}

export function ChoiceLine<T extends string>({ label, hint, value, choices, onChange }: ChoiceLineProps<T>) {
  return (
    <Line label={label} hint={hint}>
      {({ labelledBy }) => (
        <SegmentedControl
          aria-labelledby={labelledBy}
          value={value}
          data={choices.map((choice) => ({ ...choice }))}
          onChange={onChange}
        />
      )}
    </Line>
  )
}

interface NumberLineProps {
  readonly label: string
  readonly hint?: string
  readonly unit?: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  onChange(this: void, value: number): void
}

/** Remembered a moment after the last key, when it is a number that is allowed. */
export function NumberLine({ label, hint, unit, value, min, max, step = 1, onChange }: NumberLineProps) {
  const [typed, setTyped] = useState<number | string | null>(null)
  const ready = typeof typed === 'number' && typed >= min && typed <= max && typed !== value
  const keep = useEffectEvent(onChange)
  useEffect(() => {
    if (!ready) return
    const timer = setTimeout(() => keep(typed), 400)
    return () => clearTimeout(timer)
  }, [typed, ready])
  return (
    <Line label={label} hint={hint}>
      {({ labelledBy, describedBy }) => (
        <NumberInput
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          className={classes['number'] ?? ''}
          value={typed ?? value}
          onChange={setTyped}
          onBlur={() => setTyped(null)}
          min={min}
          max={max}
          step={step}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="blur"
          {...(unit === undefined ? {} : { suffix: ` ${unit}` })}
        />
      )}
    </Line>
  )
}
