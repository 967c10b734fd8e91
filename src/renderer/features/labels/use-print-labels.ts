import { useEffect, useState } from 'react'
import { printPage } from '../../ui/print-page.ts'
import type { DrawnLabel } from './labels-paper.tsx'
import type { LabelSheet } from './label-format.ts'

export interface LabelJob {
  readonly labels: readonly DrawnLabel[]
  readonly sheet: LabelSheet
  readonly skip: number
}

/** Lays labels out for the printer, prints them, and takes them away again. */
export function usePrintLabels() {
  const [job, setJob] = useState<{
    readonly content: LabelJob
    readonly name: string
    readonly as: 'paper' | 'pdf'
  } | null>(null)
  useEffect(() => {
    if (job === null) return
    let gone = false
    const { page, width, height } = job.content.sheet
    const size = page === null ? `${String(width)}mm ${String(height)}mm` : page.size
    void printPage({ size, margin: '0' }, job.name, job.as).finally(() => {
      if (!gone) setJob(null)
    })
    return () => {
      gone = true
    }
  }, [job])
  return {
    content: job?.content ?? null,
    print: (content: LabelJob, name: string, as: 'paper' | 'pdf'): void => setJob({ content, name, as }),
  }
}
