import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { verifyEvidence, type Neighbour } from '../../core/verify-evidence.ts'

/** `hakomori verify`: one file, one sentence. Answers the exit code. */
export async function verifyFile(
  file: string,
  streams: { readonly stdout: Writable; readonly stderr: Writable },
): Promise<number> {
  const bytes = await readBytes(file)
  if (bytes === null) {
    streams.stderr.write(`“${file}” can’t be read. Check its name and place.\n`)
    return 1
  }
  const folder = path.dirname(file)
  const verdict = await verifyEvidence(bytes.toString('utf8'), (names) =>
    Promise.all(names.map((name) => neighbour(folder, name))),
  )
  streams.stdout.write(`${verdict.sentence}\n`)
  return verdict.right ? 0 : 1
}

/** Only beside the evidence: a name that leads elsewhere names nothing. */
async function neighbour(folder: string, name: string): Promise<Neighbour> {
  const bytes = path.basename(name) === name ? await readBytes(path.join(folder, name)) : null
  return { name, sha256: bytes === null ? null : createHash('sha256').update(bytes).digest('hex') }
}

async function readBytes(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch {
    return null
  }
}
