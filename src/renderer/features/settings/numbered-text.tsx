import { useRef, type Ref } from 'react'
import { classNames } from '../../ui/class-names.ts'
import classes from './mapping-editor.module.css'

interface NumberedTextProps {
  readonly ref?: Ref<HTMLTextAreaElement>
  readonly label: string
  readonly value: string
  /** Lines with something wrong in them, counted from 1. */
  readonly marked: readonly number[]
  readonly describedBy: string
  onChange(this: void, value: string): void
}

/** A text area with the numbers of its lines beside it, which scroll along. */
export function NumberedText({ ref, label, value, marked, describedBy, onChange }: NumberedTextProps) {
  const numbers = useRef<HTMLDivElement>(null)
  const lines = value.split('\n').length
  return (
    <div className={classes['text']}>
      <div ref={numbers} className={classes['numbers']} aria-hidden>
        {Array.from({ length: lines }, (_, index) => (
          <span key={index} className={classNames(marked.includes(index + 1) && classes['marked'])}>
            {index + 1}
          </span>
        ))}
      </div>
      <textarea
        ref={ref}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={marked.length > 0}
        value={value}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        rows={18}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onScroll={({ currentTarget }) => {
          if (numbers.current !== null) numbers.current.scrollTop = currentTarget.scrollTop
        }}
      />
    </div>
  )
}
