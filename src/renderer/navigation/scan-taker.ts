import { useEffect } from 'react'
import { create } from 'zustand'

/** Which screen takes the scans, such as `count 01J…`, for a scan that opens one: those after it are for that screen. */
const useScanTakers = create<{ readonly taker: string | null }>()(() => ({ taker: null }))

/** Says that this screen takes the scans while it is mounted; its scan handler is registered by then. */
export function useScanTaker(name: string): void {
  useEffect(() => {
    useScanTakers.setState({ taker: name })
    return () => {
      if (useScanTakers.getState().taker === name) useScanTakers.setState({ taker: null })
    }
  }, [name])
}

/** A screen that can’t be shown must not keep the scans for ever. Milliseconds. */
const patience = 5000

export const whenTakenBy = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      leave()
      resolve()
    }
    const timer = setTimeout(end, patience)
    const leave = useScanTakers.subscribe(({ taker }) => {
      if (taker === name) end()
    })
    if (useScanTakers.getState().taker === name) end()
  })
