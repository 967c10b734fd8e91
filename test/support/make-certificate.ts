import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'

/**
 * A self-signed certificate as a test wants it: of which host, and from when until when. Written in DER by hand, because
 * Node reads certificates and makes none; X.509 v3, ECDSA with P-256 and SHA-256.
 */
export interface CertificateWish {
  /** Host names; `127.0.0.1` becomes an address. */
  readonly names: readonly string[]
  readonly issuer?: string
  readonly validFrom: Date
  readonly validTo: Date
}

export function makeCertificate({ names, issuer = 'Test', validFrom, validTo }: CertificateWish): {
  readonly key: string
  readonly cert: string
} {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(time(validFrom), time(validTo)),
    nameOf(issuer),
    publicKey,
    tagged(0xa3, sequence(alternativeNames(names), certificateAuthority)),
  )
  const signature = sign('sha256', body, createPrivateKey(privateKey))
  const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return {
    key: privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  }
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts))

const integer = (value: number): Buffer => tagged(0x02, Buffer.from([value]))

const object = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'))

const ecdsaWithSha256 = sequence(object('2a8648ce3d040302'))

const commonName = object('550403')

const nameOf = (text: string): Buffer =>
  sequence(tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from(text, 'utf8')))))

/** YYYYMMDDHHMMSSZ, which is allowed for any year. */
const time = (date: Date): Buffer =>
  tagged(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`, 'latin1'))

function alternativeNames(names: readonly string[]): Buffer {
  const parts = names.map((name) =>
    /^[\d.]+$/.test(name) ? tagged(0x87, Buffer.from(name.split('.').map(Number))) : tagged(0x82, Buffer.from(name)),
  )
  return sequence(object('551d11'), tagged(0x04, sequence(...parts)))
}

const certificateAuthority = sequence(
  object('551d13'),
  tagged(0x01, Buffer.from([0xff])),
  tagged(0x04, sequence(tagged(0x01, Buffer.from([0xff])))),
)
