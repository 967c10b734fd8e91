import { useEffect, useRef } from 'react'
import { create } from 'zustand'

/** Who wants to know of a scanned place: the screen that counts. */
interface PlaceTaker {
  readonly take: ((place: string) => void) | null
}

export const usePlaceTakers = create<PlaceTaker>()(() => ({ take: null }))

/** Takes scanned places while the component is mounted. */
export function usePlaceTaker(take: (place: string) => void): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const mine = (place: string): void => latest.current(place)
    usePlaceTakers.setState({ take: mine })
    return () => {
      if (usePlaceTakers.getState().take === mine) usePlaceTakers.setState({ take: null })
    }
  }, [])
}
