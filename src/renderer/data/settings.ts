import { useQueryClient } from '@tanstack/react-query'
import { settingsSchema, type Settings, type SettingsPatch } from '../../shared/contract/settings.ts'
import type { AppError } from '../../shared/contract/errors.ts'
import { useCommand, useQueryOf } from './query.ts'

const defaultSettings: Settings = settingsSchema.parse({})

/** The settings, or the defaults until the first answer: never a blank window. */
export const useSettings = (): Settings => useQueryOf('settings.get', {}).data ?? defaultSettings

export interface SettingsChange {
  /** Remembered at once; there is no save button. `settled`: it is known whether it was kept. */
  change(this: void, changes: SettingsPatch, settled?: () => void): void
  /** Why the last change was not kept. */
  readonly error: AppError | null
}

export function useChangeSettings(): SettingsChange {
  const queryClient = useQueryClient()
  const set = useCommand('settings.set')
  return {
    change: (changes, settled) => {
      void set.run({ changes }).then((done) => {
        // The answer is what was kept, so the screen need not wait for the event.
        if (done.ok) queryClient.setQueryData(['settings.get', {}], done.value)
        settled?.()
      })
    },
    error: set.error,
  }
}
