import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandLabel } from '../../navigation/commands.ts'
import { usePlaceTaker } from '../../navigation/place-taker.ts'
import { useSounds } from '../../sounds/use-sounds.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import classes from './place.module.css'
import { useCountState } from './count-state.ts'
import { PlaceDialog } from './place-dialog.tsx'
import type { Room } from './use-room.ts'

/** Where the counter stands, large, because everything that is scanned now is counted there. */
export function PlaceBar({ stocktakeID, room }: { readonly stocktakeID: string; readonly room: Room }) {
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
  const bare = room === 'least' || room === 'tiny'
  const say = t(place === null ? 'place.say' : 'place.change')
  return (
    <section className={classes['bar']} data-set={place !== null || undefined} aria-label={t('place.label')}>
      <Icon name="shelf" size={24} />
      {place === null ? (
        <span className={classes['none']}>{t('place.none')}</span>
      ) : (
        <b className={classes['name']}>{place}</b>
      )}
      <Choice bare={bare} icon="pencil" label={say} keys="Alt+P" command="place" onPress={() => setOpen(true)} />
      {place !== null && (
        <Choice
          bare={bare}
          icon="cross"
          label={t('place.clear')}
          keys="Alt+X"
          command="clearPlace"
          onPress={() => take(null)}
        />
      )}
      <PlaceDialog stocktakeID={stocktakeID} open={open} onPlace={take} onClose={() => setOpen(false)} />
    </section>
  )
}

interface ChoiceProps {
  readonly bare: boolean
  readonly icon: IconName
  readonly label: string
  readonly keys: string
  readonly command: CommandLabel
  onPress(this: void): void
}

/** The place itself has the room first. */
function Choice({ bare, icon, ...rest }: ChoiceProps) {
  return bare ? <IconButton {...rest} icon={icon} /> : <KeyButton {...rest} size="small" kind="plain" />
}
