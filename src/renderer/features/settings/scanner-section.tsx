import { useTranslation } from 'react-i18next'
import { activeScanner, scannerProfile } from '../../../shared/contract/settings.ts'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { go } from '../../navigation/route.ts'
import { changeScanner } from '../../scanner/profiles.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { NotKept } from './not-kept.tsx'
import { Group } from './parts.tsx'
import { ScanTest } from './scan-test.tsx'
import { ScannerDevices } from './scanner-section-devices.tsx'
import { ScannerFields } from './scanner-section-fields.tsx'
import { ScannerList } from './scanner-section-list.tsx'

const defaults = JSON.stringify(scannerProfile.parse({}))

/** The scanners of this PC: which one is in use, what it sends, and a test that shows what really came in. */
export function ScannerSection() {
  const { t } = useTranslation('settings')
  const { scanner } = useSettings()
  const { change, error } = useChangeSettings()
  const profile = activeScanner(scanner)
  return (
    <>
      <NotKept error={error} />
      <Group title={t('scanner.test')} text={t('scanner.testText')}>
        <ScanTest profile={profile} />
      </Group>
      <Group
        title={t('scanner.scanners')}
        text={t('scanner.scannersText')}
        beside={<KeyButton kind="filled" icon="scanner" label={t('scanner.learn')} onPress={() => go('scanner')} />}
      >
        <ScannerList scanners={scanner} onChange={(scanners) => change({ scanner: scanners })} />
      </Group>
      <Group
        title={t('scanner.profile')}
        beside={
          <KeyButton
            size="small"
            icon="recount"
            label={t('scanner.defaults')}
            disabled={JSON.stringify(scannerProfile.parse(profile)) === defaults}
            onPress={() => change({ scanner: changeScanner(scanner, scannerProfile.parse({}), crypto.randomUUID()) })}
          />
        }
      >
        <ScannerFields
          profile={profile}
          onChange={(changes) => change({ scanner: changeScanner(scanner, changes, crypto.randomUUID()) })}
        />
      </Group>
      <ScannerDevices />
    </>
  )
}
