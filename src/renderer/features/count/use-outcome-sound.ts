import type { CardKind } from './shown-event.ts'

export function useOutcomeSound(): (kind: CardKind) => void {
  return () => undefined
}
