import { Suspense } from 'react'
import { useQueryOf } from '../data/query.ts'
import { SwitchDialog } from '../features/connections/index.ts'
import { CheckEvidence } from '../features/evidence/index.ts'
import { RecoveryPage, StartProblem, StorageBar } from '../features/recovery/index.ts'
import { useRoute } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import { LoadingRows } from '../ui/states.tsx'
import { CrashGuard } from './crash-guard.tsx'
import { Find } from './find.tsx'
import { Frame } from './frame.tsx'
import { FirstKeys, GlobalKeys } from './global-keys.tsx'
import { KeySheet } from './key-sheet.tsx'
import { PersonSwitch } from './person-switch.tsx'
import { screens } from './screens.tsx'
import { useOneConnection } from './use-one-connection.ts'

/** The window's content: welcome while there is no connection, otherwise the frame with one screen in it. */
export function Workplace() {
  const route = useRoute()
  const status = useQueryOf('app.status', {})
  const data = useQueryOf('data.status', {})
  const drawing = useOneConnection(status.data?.connection ?? null)
  if (status.error !== null && (status.error.kind === 'storage' || status.error.kind === 'locked'))
    return <StartProblem error={status.error} />
  const report = data.data?.recovery
  if (report !== undefined && report !== null) return <RecoveryPage report={report} />
  const name = status.data?.connection === null ? 'welcome' : route.name
  const Screen = screens[name]
  const content = (
    <CrashGuard key={name === 'welcome' ? name : `${name} ${String(drawing)}`}>
      <Suspense fallback={<LoadingRows />}>
        <Screen />
      </Suspense>
    </CrashGuard>
  )
  if (name === 'welcome') {
    return (
      <>
        <FirstKeys />
        {content}
        <KeySheet />
        <Evidence />
      </>
    )
  }
  return (
    <>
      <GlobalKeys />
      <FirstKeys />
      <Frame current={name} status={status.data} storage={<StorageBar status={data.data} />}>
        {content}
      </Frame>
      <Find />
      <KeySheet />
      <Evidence />
      <PersonSwitch />
      <SwitchDialog />
    </>
  )
}

function Evidence() {
  const open = useUiState((state) => state.overlay === 'evidence')
  return open ? (
    <Suspense>
      <CheckEvidence />
    </Suspense>
  ) : null
}
