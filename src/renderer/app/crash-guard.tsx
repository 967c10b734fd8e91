import { Component, type ReactNode } from 'react'
import { i18n } from '../i18n/i18n.ts'
import { KeyButton } from '../ui/key-button.tsx'
import { EmptyState } from '../ui/states.tsx'

interface CrashGuardState {
  readonly failed: boolean
}

/** Keeps a defect of one screen from taking the window with it. Give it the route as `key`, so that going elsewhere heals. */
export class CrashGuard extends Component<{ readonly children: ReactNode }, CrashGuardState> {
  override readonly state: CrashGuardState = { failed: false }

  static getDerivedStateFromError(): CrashGuardState {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <EmptyState icon="refused" title={i18n.t('common:crash.title')} text={i18n.t('common:crash.text')}>
        <KeyButton label={i18n.t('common:crash.again')} onPress={() => this.setState({ failed: false })} />
      </EmptyState>
    )
  }
}
