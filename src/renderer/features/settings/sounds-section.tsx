import { Slider, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import type { Signal } from '../../sounds/signals.ts'
import { useSounds } from '../../sounds/use-sounds.ts'
import type { IconName } from '../../ui/icon-paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import type { Tone } from '../../ui/tone.ts'
import { NotKept } from './not-kept.tsx'
import { Group, Line } from './parts.tsx'
import classes from './settings.module.css'

const signals: readonly { readonly signal: Signal; readonly icon: IconName; readonly tone: Tone }[] = [
  { signal: 'known', icon: 'done', tone: 'ok' },
  { signal: 'unknown', icon: 'unknown', tone: 'plum' },
  { signal: 'question', icon: 'warn', tone: 'warn' },
  { signal: 'command', icon: 'undo', tone: 'accent' },
  { signal: 'error', icon: 'refused', tone: 'bad' },
]

export function SoundsSection() {
  const { t } = useTranslation('settings')
  const { volume, muted, spoken } = useSettings().sounds
  const { change, error } = useChangeSettings()
  const { play } = useSounds()
  const [dragged, setDragged] = useState<number | null>(null)
  return (
    <>
      <NotKept error={error} />
      <Group title={t('section.sounds')} text={t('sounds.text')}>
        <Line label={t('sounds.on')} hint={t('sounds.onHint')}>
          {({ labelledBy, describedBy }) => (
            <Switch
              aria-labelledby={labelledBy}
              aria-describedby={describedBy}
              checked={!muted}
              onChange={({ currentTarget }) => change({ sounds: { muted: !currentTarget.checked } })}
            />
          )}
        </Line>
        <Line label={t('sounds.volume')} hint={`${String(dragged ?? volume)} %`}>
          {({ labelledBy }) => (
            <Slider
              className={classes['slider'] ?? ''}
              thumbProps={{ 'aria-labelledby': labelledBy }}
              value={dragged ?? volume}
              min={0}
              max={100}
              step={5}
              label={null}
              disabled={muted}
              onChange={setDragged}
              // Until then the next key must go on from here.
              onChangeEnd={(value) =>
                change({ sounds: { volume: value } }, () => setDragged((now) => (now === value ? null : now)))
              }
            />
          )}
        </Line>
        <Line label={t('sounds.spoken')} hint={t('sounds.spokenHint')}>
          {({ labelledBy, describedBy }) => (
            <Switch
              aria-labelledby={labelledBy}
              aria-describedby={describedBy}
              checked={spoken}
              disabled={muted}
              onChange={({ currentTarget }) => change({ sounds: { spoken: currentTarget.checked } })}
            />
          )}
        </Line>
      </Group>
      <Group title={t('sounds.listen')} text={muted ? t('sounds.muted') : t('sounds.listenText')}>
        {signals.map(({ signal, icon, tone }) => (
          <Line key={signal} label={t(`sounds.signal.${signal}`)} hint={t(`sounds.hint.${signal}`)}>
            <Icon name={icon} size={24} className={`c-${tone}`} />
            <KeyButton
              size="small"
              icon="play"
              label={t('sounds.play')}
              disabled={muted}
              onPress={() => play(signal, signal === 'known' ? 1 : null)}
            />
          </Line>
        ))}
      </Group>
    </>
  )
}
