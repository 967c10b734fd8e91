import { createSecureContext, getCACertificates, rootCertificates, type SecureContext } from 'node:tls'

/**
 * Node's own certificates and those that the system trusts, which is where companies put the one of their inspecting
 * proxy. Reading and parsing them takes tens of milliseconds, so callers keep the context.
 */
export function createTrust(extra: readonly string[]): SecureContext {
  try {
    return createSecureContext({ ca: [...new Set([...knownCertificates(), ...extra])] })
  } catch {
    // One broken certificate in the system's store must not cut off everything else.
    return createSecureContext({ ca: [...rootCertificates, ...extra] })
  }
}

function knownCertificates(): readonly string[] {
  // Node before 22.15 has no such function, whatever the types say.
  const read = getCACertificates as typeof getCACertificates | undefined
  return read === undefined ? rootCertificates : [...read('default'), ...read('system')]
}
