/**
 * The port of the last time. A browser keeps what a page stores by its address, port included: scans that were not saved
 * when everything died are found again only there. Where it is taken any other port will do for the while; it stays the kept
 * one.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const fileOf = (directory: string): string => path.join(directory, 'browser.port')

export function keptPort(directory: string): number | null {
  try {
    const port = Number(readFileSync(fileOf(directory), 'utf8'))
    return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : null
  } catch {
    return null
  }
}

export function keepPort(directory: string, url: string): void {
  try {
    writeFileSync(fileOf(directory), new URL(url).port)
  } catch {
    // The folder can't be written: the next start says so.
  }
}
