/**
 * Listings read page by page, each as of the moment it was asked for: before anything is written, every listing still
 * open reads its remaining pages ahead. So a large listing blocks nobody, and never shows half of a later write.
 */
import type { PageSource } from '../api.ts'

type Page = readonly unknown[]

export interface OpenReads {
  start(pages: Iterator<Page, void>): PageSource
  /** Call before every write. */
  settle(): void
}

export function createOpenReads(): OpenReads {
  const open = new Set<() => boolean>()
  return {
    start(pages) {
      const ahead: Page[] = []
      const readAhead = (): boolean => {
        const { done, value } = pages.next()
        if (done === true) return open.delete(readAhead) && false
        ahead.push(value)
        return true
      }
      open.add(readAhead)
      return {
        next() {
          if (ahead.length === 0 && open.has(readAhead)) readAhead()
          return ahead.shift()
        },
        close() {
          open.delete(readAhead)
          ahead.length = 0
        },
      }
    },
    settle() {
      for (const readAhead of open) while (readAhead());
    },
  }
}
