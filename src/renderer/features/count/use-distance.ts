import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useUiState } from '../../navigation/ui-state.ts'
import { useKeys } from '../../navigation/use-keys.ts'

/** Whether only what is read from three metres is shown. The frame hides itself by the mark on the root. */
export function useDistance(): boolean {
  const { t } = useTranslation('count')
  const distance = useUiState((state) => state.distance)
  const set = useUiState((state) => state.setDistance)
  const label = t(distance ? 'distance.off' : 'distance.on')
  useKeys([{ keys: 'Ctrl+Shift+F', command: 'distance', label, run: () => set(!distance) }])
  useEffect(() => {
    if (!distance) return
    document.documentElement.dataset['distance'] = 'on'
    return () => {
      delete document.documentElement.dataset['distance']
    }
  }, [distance])
  return distance
}
