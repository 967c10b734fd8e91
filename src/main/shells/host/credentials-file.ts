/**
 * Credentials outside the database: `credentials.json` in the data folder, readable by its owner alone. How one entry
 * is written is handed in: as it is for the terminal and the browser shell, encrypted by the system in Electron.
 * `HAKOMORI_CREDENTIALS` takes precedence and is never written to.
 */
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import type { Credentials, Secrets } from '../../core/ports.ts'

/** How an entry rests in the file. `open` gets only what a `seal` of some Hakomori made. */
export interface Sealing {
  seal(credentials: Credentials): Promise<SealedEntry>
  open(entry: SealedEntry): Promise<Result<Credentials, string>>
}

const credentialsSchema = z.record(z.string(), z.string())
const entrySchema = z.union([z.strictObject({ plain: credentialsSchema }), z.strictObject({ sealed: z.base64() })])
const fileSchema = z.record(z.string(), entrySchema)
const environmentSchema = z.record(z.string(), credentialsSchema)
export type SealedEntry = z.infer<typeof entrySchema>
type Entries = z.infer<typeof fileSchema>

export const plainSealing: Sealing = {
  seal: (credentials) => Promise.resolve({ plain: credentials }),
  open: (entry) =>
    Promise.resolve(
      'plain' in entry
        ? ok(entry.plain)
        : err(
            'The desktop app saved these credentials so that only it can read them. Enter them again, or set HAKOMORI_CREDENTIALS.',
          ),
    ),
}

/** Entries of `HAKOMORI_CREDENTIALS`, by connectionID or by the connection's name. */
export function readEnvironment(text: string | undefined): Result<Readonly<Record<string, Credentials>>, string> {
  if (text === undefined || text.trim() === '') return ok({})
  const parsed = environmentSchema.safeParse(parseJSON(text))
  return parsed.success
    ? ok(parsed.data)
    : err(
        'HAKOMORI_CREDENTIALS is not of the form {"<connection name or ID>": {"apiKey": "…"}}. Correct it, or unset it.',
      )
}

export interface CredentialsFileOptions {
  readonly directory: string
  readonly sealing?: Sealing
  /** The text of `HAKOMORI_CREDENTIALS`. */
  readonly environment?: string | undefined
}

export function createCredentialsFile({
  directory,
  sealing = plainSealing,
  environment,
}: CredentialsFileOptions): Secrets {
  const file = path.join(directory, 'credentials.json')
  const inEnvironment = readEnvironment(environment)
  // One change at a time: each reads the whole file and replaces it.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
  const change = async (edit: (entries: Entries) => Entries): Promise<Result<void, string>> => {
    const entries = await readEntries(file)
    if (!entries.ok) return entries
    try {
      await writeEntries(directory, file, edit(entries.value))
      return ok(undefined)
    } catch (error) {
      return err(`The credentials could not be saved in ${file}: ${textOf(error)}`)
    }
  }

  return {
    async read(connectionID, name) {
      if (!inEnvironment.ok) return inEnvironment
      const given = inEnvironment.value[connectionID] ?? (name === undefined ? undefined : inEnvironment.value[name])
      if (given !== undefined) return ok(given)
      await last
      const entries = await readEntries(file)
      if (!entries.ok) return entries
      const entry = entries.value[connectionID]
      return entry === undefined ? err('No credentials are saved for this connection.') : await sealing.open(entry)
    },
    async write(connectionID, credentials) {
      if (inEnvironment.ok && Object.hasOwn(inEnvironment.value, connectionID))
        return err('The credentials of this connection come from HAKOMORI_CREDENTIALS. Change them there.')
      return await inTurn(async () => {
        const entry = await sealing.seal(credentials)
        return await change((entries) => ({ ...entries, [connectionID]: entry }))
      })
    },
    async remove(connectionID) {
      await inTurn(() => change(({ [connectionID]: _removed, ...rest }) => rest))
    },
  }
}

async function readEntries(file: string): Promise<Result<Entries, string>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok({}) : err(`${file} could not be read: ${textOf(error)}`)
  }
  const parsed = fileSchema.safeParse(parseJSON(text))
  return parsed.success ? ok(parsed.data) : err(`${file} is damaged. Move it away and enter the credentials again.`)
}

/** Written beside and moved over, so that a crash leaves the old file or the new one, and never readable by others. */
async function writeEntries(directory: string, file: string, entries: Entries): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const beside = `${file}.new`
  const handle = await open(beside, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(entries, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  // A file left over from a crash keeps the mode it had.
  await chmod(beside, 0o600)
  await rename(beside, file)
}

function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)
