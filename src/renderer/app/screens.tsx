import { lazy, type ComponentType } from 'react'
import type { RouteName } from '../navigation/route.ts'

/** Which component shows which route. Each is its own chunk, fetched when first shown. */
export const screens: Readonly<Record<RouteName, ComponentType>> = {
  count: lazy(async () => ({ default: (await import('../features/count/count-screen.tsx')).CountScreen })),
  review: lazy(async () => ({ default: (await import('../features/review/review-screen.tsx')).ReviewScreen })),
  items: lazy(async () => ({ default: (await import('../features/items/items-screen.tsx')).ItemsScreen })),
  codes: lazy(async () => ({ default: (await import('../features/codes/codes-screen.tsx')).CodesScreen })),
  moves: lazy(async () => ({ default: (await import('../features/moves/moves-screen.tsx')).MovesScreen })),
  sync: lazy(async () => ({ default: (await import('../features/sync/sync-screen.tsx')).SyncScreen })),
  settings: lazy(async () => ({ default: (await import('../features/settings/settings-screen.tsx')).SettingsScreen })),
  scanner: lazy(async () => ({
    default: (await import('../features/scanner-wizard/scanner-wizard-screen.tsx')).ScannerWizardScreen,
  })),
  commands: lazy(async () => ({ default: (await import('../features/commands/commands-screen.tsx')).CommandsScreen })),
  paper: lazy(async () => ({ default: (await import('../features/paper/paper-screen.tsx')).PaperScreen })),
  labels: lazy(async () => ({ default: (await import('../features/labels/labels-screen.tsx')).LabelsScreen })),
  welcome: lazy(async () => ({ default: (await import('../features/welcome/welcome-screen.tsx')).WelcomeScreen })),
}
