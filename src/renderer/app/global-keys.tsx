import { useTranslation } from 'react-i18next'
import { useCommand, useQueryOf } from '../data/query.ts'
import { go, places } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import { useKeys, type KeyChoice } from '../navigation/use-keys.ts'

/** The keys that work everywhere (look §4). Screens add their own while they are shown. */
export function GlobalKeys() {
  const { t } = useTranslation()
  const show = useUiState((state) => state.show)
  const status = useQueryOf('app.status', {}).data
  const paused = status?.sync.paused ?? false
  const practise = useCommand('practice.start')
  const run = useCommand('sync.run')
  const pause = useCommand('sync.pause')
  const resume = useCommand('sync.resume')
  const toPlaces = places.map((place, index): KeyChoice => {
    return {
      keys: `Ctrl+${String(index + 1)}`,
      label: t('keys.goTo', { place: t(`places.${place}`) }),
      where: 'everywhere',
      run: () => go(place),
    }
  })
  useKeys([
    ...toPlaces,
    { keys: 'Ctrl+,', label: t('places.settings'), where: 'everywhere', run: () => go('settings') },
    { keys: 'Ctrl+K', label: t('keys.find'), where: 'everywhere', run: () => show('find') },
    { keys: 'Ctrl+L', label: t('keys.person'), where: 'everywhere', run: () => show('people') },
    // The outcome shows in the pill and on the sync screen, so the answers are not needed here.
    {
      keys: 'Ctrl+Shift+P',
      label: t('keys.practise'),
      where: 'everywhere',
      // In the practice warehouse its own panel has the key.
      enabled: status?.connection?.practice === false,
      run: () => void practise.run({}).then((done) => done.ok && go('count')),
    },
    { keys: 'F9', label: t('keys.sendNow'), where: 'everywhere', run: () => void run.run({}) },
    {
      keys: 'Ctrl+.',
      label: t(paused ? 'keys.resume' : 'keys.pause'),
      where: 'everywhere',
      run: () => void (paused ? resume.run({}) : pause.run({})),
    },
  ])
  return null
}

/** These work before anything is connected, too. */
export function FirstKeys() {
  const { t } = useTranslation()
  const show = useUiState((state) => state.show)
  useKeys([
    { keys: 'F1', label: t('keys.show'), where: 'everywhere', run: () => show('keys') },
    { keys: 'Ctrl+Shift+E', label: t('keys.evidence'), where: 'everywhere', run: () => show('evidence') },
  ])
  return null
}
