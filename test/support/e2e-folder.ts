import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface TemporaryFolder {
  readonly path: string
  inside(this: void, name: string): string
  remove(this: void): Promise<void>
}

/** A second PC's data folder in an end-to-end test. */
export async function temporaryE2EFolder(): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hakomori-e2e-'))
  return {
    path: folder,
    inside: (name) => path.join(folder, name),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
