/** Credentials encrypted with the key that the operating system keeps for this user (`safeStorage`). */
import { safeStorage } from 'electron'
import { z } from 'zod'
import { err, ok } from '../../../shared/domain/result.ts'
import { plainSealing, type Sealing } from '../host/credentials-file.ts'

const credentialsSchema = z.record(z.string(), z.string())

/**
 * Where the system offers no key store, entries stay readable by the file's owner alone, as in the other shells. Entries
 * that another shell wrote are read as they are, and sealed when they are next written.
 */
export function createSystemSealing(): Sealing {
  return {
    async seal(credentials) {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return await plainSealing.seal(credentials)
      const sealed = await safeStorage.encryptStringAsync(JSON.stringify(credentials))
      return { sealed: sealed.toString('base64') }
    },
    async open(entry) {
      if ('plain' in entry) return ok(entry.plain)
      try {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(entry.sealed, 'base64'))
        return ok(credentialsSchema.parse(JSON.parse(result)))
      } catch {
        return err('The saved credentials cannot be decrypted on this PC any more. Enter them again.')
      }
    },
  }
}
