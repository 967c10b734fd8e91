import { useEffect, useMemo, useRef, useState } from 'react'
import { learnScanner } from '../../scanner/learn/learn-scanner.ts'
import type { Learned, Recording } from '../../scanner/learn/learned.ts'
import { sheet, type SheetSymbol } from '../../scanner/learn/sheet.ts'
import type { RawKey } from '../../scanner/raw-key.ts'
import { useKeyRecorder } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'

/** Milliseconds without a key after which a recording is whole: the slowest scanners' gap, and then some. */
const silence = 700
/** Fewer keys are somebody leaning on the keyboard. */
const fewest = 4

export interface Learning {
  readonly listening: boolean
  readonly learned: Learned | null
  /** The keys of the last scan; null: none yet. */
  readonly last: Recording | null
  /** What to scan now; null: everything came. */
  readonly wanted: SheetSymbol | null
  listen(this: void, on: boolean): void
  startOver(this: void): void
}

/** Records scan after scan, and learns from all of them together. */
export function useLearning(): Learning {
  const { play } = useSounds()
  const [listening, setListening] = useState(true)
  const [recordings, setRecordings] = useState<readonly Recording[]>([])
  const keys = useRef<RawKey[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const learned = useMemo(() => learnScanner(recordings, sheet), [recordings])
  const wanted = nextOf(learned, recordings.length)

  const finish = (): void => {
    const recorded = keys.current
    keys.current = []
    if (recorded.filter(({ kind }) => kind === 'down').length < fewest) return
    play('known')
    setRecordings((before) => [...before, recorded])
  }
  useKeyRecorder(listening && wanted !== null, (key) => {
    keys.current.push(key)
    clearTimeout(timer.current)
    timer.current = setTimeout(finish, silence)
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const listen = (on: boolean): void => {
    keys.current = []
    setListening(on)
  }
  const startOver = (): void => {
    setRecordings([])
    listen(true)
  }
  return {
    listening: listening && wanted !== null,
    learned,
    last: recordings.at(-1) ?? null,
    wanted,
    listen,
    startOver,
  }
}

/** The first that was not recognised. As many scans as there are codes, and some are wrong: there is no use in more. */
function nextOf(learned: Learned | null, scans: number): SheetSymbol | null {
  const missing = sheet.filter(({ id }) => !learned?.seen.includes(id))
  const [first = null] = missing
  if (learned === null || learned.wrong.length === 0) return first
  return scans >= sheet.length ? null : (sheet[scans] ?? first)
}
