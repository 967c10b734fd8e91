import { useState } from 'react'
import type { CountingRulesSettings } from '../../../shared/contract/counting-rules.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { useChangeSettings, useSettings } from '../../data/settings.ts'

interface OnTheWay {
  /** The rules with every change that was made here. */
  readonly rules: CountingRulesSettings | null
  readonly changes: number
}

/**
 * The rules as they stand on the screen. They are saved whole, so a change that follows another one quickly is made to what
 * was chosen before, not to what is saved yet.
 */
export function useRules(): {
  readonly rules: CountingRulesSettings
  readonly error: AppError | null
  change(this: void, rules: CountingRulesSettings): void
} {
  const { rules: saved } = useSettings()
  const { change, error } = useChangeSettings()
  const [way, setWay] = useState<OnTheWay>({ rules: null, changes: 0 })
  return {
    rules: way.rules ?? saved,
    error,
    change(rules) {
      setWay(({ changes }) => ({ rules, changes: changes + 1 }))
      change({ rules }, () =>
        setWay((now) => ({ rules: now.changes === 1 ? null : now.rules, changes: now.changes - 1 })),
      )
    },
  }
}
