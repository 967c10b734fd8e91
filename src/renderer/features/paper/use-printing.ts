import { useEffect, useState } from 'react'
import { printPage } from '../../ui/print-page.ts'
import type { PaperSize } from '../../ui/print-page.ts'

interface Printing<T> {
  readonly content: T
  readonly paper: PaperSize
  readonly name: string
  readonly as: 'paper' | 'pdf'
}

/** Puts something on paper: shows it for the printer, prints, and takes it away again. */
export function usePrinting<T>() {
  const [printing, setPrinting] = useState<Printing<T> | null>(null)
  useEffect(() => {
    if (printing === null) return
    let gone = false
    void printPage(printing.paper, printing.name, printing.as).finally(() => {
      if (!gone) setPrinting(null)
    })
    return () => {
      gone = true
    }
  }, [printing])
  return { content: printing?.content ?? null, print: setPrinting }
}

export const paperSizes = ['A4', 'letter'] as const
export type PaperName = (typeof paperSizes)[number]

/** North America writes on Letter. */
export const usualPaper = (languages: readonly string[] = navigator.languages): PaperName =>
  /-(US|CA|MX)$/i.test(languages[0] ?? '') ? 'letter' : 'A4'
