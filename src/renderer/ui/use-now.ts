import { useEffect, useState } from 'react'

/** The time, read again every so many milliseconds: for ages and countdowns. */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}

/** The value, once it has not changed for this long: for searches that follow typing. */
export function useSettled<T>(value: T, delay = 60): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay)
    return () => clearTimeout(timer)
  }, [value, delay])
  return settled
}
