import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'

/** Ed25519 (RFC 8032): each PC has a key of its own, made on first use. Keys are DER in base64: PKCS #8 and SPKI. */
export interface SigningKey {
  readonly privateKey: string
  readonly publicKey: string
}

export function makeSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  }
}

export function signText(text: string, { privateKey }: Pick<SigningKey, 'privateKey'>): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' })
  return sign(null, Buffer.from(text, 'utf8'), key).toString('base64')
}

/** False too where the key is none. */
export function isSignedBy(text: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
    )
  } catch {
    return false
  }
}

/** 16 hexadecimal digits of the SHA-256 of a text: names a public key, or a shop's address, without telling it. */
export const fingerprintOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
