import { useViewportSize } from '@mantine/hooks'
import { useRem } from '../../ui/scale.ts'

/** Rail and page edges in rem; the panel of a line. */
const frame = 7.5
const panel = 26

/** From here down the panel is a drawer over the page (ui/page.tsx). */
const drawerBelow = 1200

export interface Room {
  /** The panel lies over the page, so it opens by choosing a line and can be closed. */
  readonly drawer: boolean
  /** full: every column. less: no values. least: what decides, and nothing else. Text size counts as much as the window. */
  readonly columns: 'full' | 'less' | 'least'
}

export function useRoom(): Room {
  const { width } = useViewportSize()
  const rem = useRem()
  const drawer = width > 0 && width < drawerBelow
  const room = width === 0 ? 100 : width / rem - frame - (drawer ? 0 : panel)
  return { drawer, columns: room >= 50 ? 'full' : room >= 40 ? 'less' : 'least' }
}
