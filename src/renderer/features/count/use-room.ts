import { useViewportSize } from '@mantine/hooks'
import { useRem } from '../../ui/scale.ts'

/** Rail and page edges, and what stands beside the scan card: the tape or the inbox. In rem. */
const frame = 7.5
const beside = { tape: 25, inbox: 32 } as const

/** full: sentences. short: one word a button. least: no icons either. tiny: no keycaps. Text size counts as much as the window. */
export type Room = 'full' | 'short' | 'least' | 'tiny'

export function useRoom(inbox: boolean): Room {
  const { width } = useViewportSize()
  const rem = useRem()
  if (width === 0) return 'full'
  const left = width / rem - frame - (inbox ? beside.inbox : beside.tape)
  return left >= 50 ? 'full' : left >= 40 ? 'short' : left >= 30 ? 'least' : 'tiny'
}
