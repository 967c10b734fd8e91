import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'

/**
 * Text that nobody reads by opening a file, and every PC that knows the same secret can (AES-256-GCM). The nonce is made of
 * the text, so that one key never meets one nonce with two texts.
 */
const algorithm = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Base64 of nonce, tag and cipher. */
export function sealText(text: string, secret: string): string {
  const nonce = digest(`${secret} ${text}`).subarray(0, nonceLength)
  const cipher = createCipheriv(algorithm, digest(secret), nonce, { authTagLength: tagLength })
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

/** Null: sealed with another secret, or altered. */
export function openSealedText(sealed: string, secret: string): string | null {
  const bytes = Buffer.from(sealed, 'base64')
  const nonce = bytes.subarray(0, nonceLength)
  const tag = bytes.subarray(nonceLength, nonceLength + tagLength)
  if (tag.length !== tagLength) return null
  const decipher = createDecipheriv(algorithm, digest(secret), nonce, { authTagLength: tagLength })
  decipher.setAuthTag(tag)
  try {
    const text = decipher.update(bytes.subarray(nonceLength + tagLength))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
