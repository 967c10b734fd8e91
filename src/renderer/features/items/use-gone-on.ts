import { useTranslation } from 'react-i18next'
import { isAt } from '../../navigation/route.ts'
import { useSounds } from '../../sounds/use-sounds.ts'
import { tell } from '../../ui/tell.tsx'

/**
 * Whether somebody has left Items before a scan made there was looked up. It must not pull them back, and it is not
 * counted where they are now, so it is said.
 */
export function useGoneOn(): (code: string) => boolean {
  const { t } = useTranslation('items')
  const sounds = useSounds()
  return (code) => {
    if (isAt('items')) return false
    sounds.play('question')
    tell(t('unknown.goneOn', { code }))
    return true
  }
}
