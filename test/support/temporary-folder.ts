import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'hakomori-test-'))
  onTestFinished(() => {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  })
  return path
}
