import { closeSync, fsyncSync, openSync, readdirSync, statSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** Files of the data folder as the system sees them. */
export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

export function sizeOfFolder(path: string): number {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return 0
  return readdirSync(path).reduce((total, name) => total + sizeOf(join(path, name)), 0)
}

/** Free bytes for this user; null where the system does not say. */
export function freeBytes(directory: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize
  } catch {
    return null
  }
}

export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes a rename last. Windows can't open folders, and doesn't need it. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** A time in a file's name: `2026-11-21T10-02-33Z`. */
export const stamp = (at: number): string => new Date(at).toISOString().replace(/\.\d+/, '').replaceAll(':', '-')
