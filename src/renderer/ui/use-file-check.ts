import { useState } from 'react'
import type { AppError } from '../../shared/contract/errors.ts'
import type { Result } from '../../shared/domain/result.ts'

/** A file that is read and asked about before anything is written. `check` says what is wrong with it by a word, the core by an error. */
export function useFileCheck<T, Problem extends string>(check: (file: File) => Promise<Result<T, Problem | AppError>>) {
  const [checked, setChecked] = useState<T | null>(null)
  const [wrong, setWrong] = useState<Problem | AppError | null>(null)
  return {
    checked,
    problem: typeof wrong === 'string' ? wrong : null,
    error: typeof wrong === 'string' ? null : wrong,
    async choose(file: File): Promise<void> {
      setChecked(null)
      setWrong(null)
      const answer = await check(file)
      if (answer.ok) setChecked(answer.value)
      else setWrong(answer.error)
    },
  }
}
