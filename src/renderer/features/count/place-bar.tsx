import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePlaceTaker } from '../../navigation/place-taker.ts'
import { useSounds } from '../../sounds/use-sounds.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './place.module.css'
import { useCountState } from './count-state.ts'
import { PlaceDialog } from './place-dialog.tsx'

/** Where the counter stands, large, because everything that is scanned now is counted there. */
export function PlaceBar({ stocktakeID }: { readonly stocktakeID: string }) {
  const { t } = useTranslation('count')
  const sounds = useSounds()
  const place = useCountState((state) => state.places[stocktakeID]) ?? null
  const setPlace = useCountState((state) => state.setPlace)
  const [open, setOpen] = useState(false)
  const take = (next: string | null): void => {
    setPlace(stocktakeID, next)
    setOpen(false)
    sounds.play('command')
  }
  usePlaceTaker(take)
  return (
    <section className={classes['bar']} data-set={place !== null || undefined} aria-label={t('place.label')}>
      <Icon name="shelf" size={24} />
      {place === null ? (
        <span className={classes['none']}>{t('place.none')}</span>
      ) : (
        <b className={classes['name']}>{place}</b>
      )}
      <KeyButton
        size="small"
        kind="plain"
        label={t(place === null ? 'place.say' : 'place.change')}
        keys="Alt+P"
        onPress={() => setOpen(true)}
      />
      {place !== null && (
        <KeyButton size="small" kind="plain" label={t('place.clear')} keys="Alt+X" onPress={() => take(null)} />
      )}
      <PlaceDialog stocktakeID={stocktakeID} open={open} onPlace={take} onClose={() => setOpen(false)} />
    </section>
  )
}
