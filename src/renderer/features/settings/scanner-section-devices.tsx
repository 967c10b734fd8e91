import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceKind } from '../../scanner/devices/devices.ts'
import { useDevices } from '../../scanner/scanner.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Group, Line } from './parts.tsx'

const kinds: readonly DeviceKind[] = ['serial', 'hid']

/** Scanners that are no keyboards, where the shell lets a page open them. */
export function ScannerDevices() {
  const { t } = useTranslation('settings')
  return (
    <Group title={t('devices.title')} text={t('devices.text')}>
      {kinds.map((kind) => (
        <KindLine key={kind} kind={kind} />
      ))}
    </Group>
  )
}

function KindLine({ kind }: { readonly kind: DeviceKind }) {
  const { t } = useTranslation('settings')
  const { offers, open, choose, forget } = useDevices()
  const [failed, setFailed] = useState<'none' | 'busy' | null>(null)
  const mine = open.filter((device) => device.kind === kind)
  const connect = async (): Promise<void> => {
    const outcome = await choose(kind)
    setFailed(outcome === 'connected' ? null : outcome)
  }
  if (!offers.includes(kind)) return <Line label={t(`devices.${kind}`)} hint={t('devices.notHere')} children={null} />
  const hint = failed === null ? t(`devices.${kind}Hint`) : t(`devices.${failed}`)
  return (
    <Line label={t(`devices.${kind}`)} hint={hint}>
      {mine.map(({ name }, index) => (
        <Tag key={index} tone="ok">
          {name}
        </Tag>
      ))}
      {mine.length > 0 && (
        <KeyButton size="small" icon="cross" label={t('devices.forget')} onPress={() => void forget(kind)} />
      )}
      <KeyButton size="small" icon="plus" label={t('devices.connect')} onPress={() => void connect()} />
    </Line>
  )
}
