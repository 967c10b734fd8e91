/**
 * What the screen's page may do, as headers: the same for the browser shell and for Electron's `app://`. No inline
 * code, no inline style attribute; style elements carry a nonce that is new for every load.
 */
import { randomBytes } from 'node:crypto'

/** What the built page holds in place of the nonce. */
export const noncePlace = '__CSP_NONCE__'

export const newNonce = (): string => randomBytes(18).toString('base64url')

export interface PolicyOptions {
  readonly nonce: string
  /** Where the page may open a WebSocket to, besides its own origin. */
  readonly socket?: string
  /** While developing, Vite's own start-up script stands in the page and carries the nonce. */
  readonly development?: boolean
}

export function contentSecurityPolicy({ nonce, socket, development = false }: PolicyOptions): string {
  return [
    "default-src 'none'",
    development ? `script-src 'self' 'nonce-${nonce}'` : "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    socket === undefined ? "connect-src 'self'" : `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const safetyHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

export function pageHeaders(options: PolicyOptions): Readonly<Record<string, string>> {
  return {
    ...safetyHeaders,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy(options),
    'Cache-Control': 'no-store',
  }
}
