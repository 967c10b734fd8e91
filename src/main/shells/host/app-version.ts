import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const packageFile = z.object({ name: z.literal('hakomori'), version: z.string() })

/** The version in our package.json, found by going up from this file, as sources and bundle lie at different depths. */
export function appVersion(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const version = versionIn(path.join(folder, 'package.json'))
    if (version !== null) return version
    const above = path.dirname(folder)
    if (above === folder) return '0.0.0'
    folder = above
  }
}

function versionIn(file: string): string | null {
  try {
    return packageFile.parse(JSON.parse(readFileSync(file, 'utf8'))).version
  } catch {
    return null
  }
}
