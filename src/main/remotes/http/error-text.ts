/**
 * Turns what a remote said into a line for people: whatever shape its errors have (hako.md point 7), without markup,
 * shortened, and without the credentials that the request carried.
 */

import { parseJson } from './read-json.ts'

const longestText = 500
const mask = '•••'

/** Hides secrets in a text. Made once per connection. */
export type Conceal = (text: string) => string

/** Secrets of fewer than four characters are no secrets, and hiding them would shred every text. */
export function createConceal(secrets: readonly string[]): Conceal {
  const forms = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
  // Longest first, so that no form leaves a part of a longer one behind.
  const ordered = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return (text) => ordered.reduce((result, secret) => result.replaceAll(secret, mask), text)
}

/** The message found in an error's body, or null when there is none. */
export function findErrorText(body: string, conceal: Conceal): string | null {
  const parsed = parseJson(body)
  const found = parsed === undefined ? pageText(body) : messageIn(parsed.value, 0)
  const text = found === null ? '' : tidyText(found, conceal)
  return text === '' ? null : text
}

/** How an error is worded: an object in `error`, an object, or a plain text. */
export function errorShapeOf(body: string): 'nested' | 'flat' | 'text' {
  const parsed = parseJson(body)?.value
  if (typeof parsed !== 'object' || parsed === null) return 'text'
  return 'error' in parsed && typeof parsed.error === 'object' && parsed.error !== null ? 'nested' : 'flat'
}

/** One line, at most 500 characters, nothing secret. Concealing comes before cutting, or half a key would stay. */
export function tidyText(text: string, conceal: Conceal): string {
  const plain = conceal(stripTags(text))
    .replace(/[\u0000-\u001f\u007f\s]+/g, ' ')
    .trim()
  const points = Array.from(plain.slice(0, 2 * longestText))
  return points.length <= longestText ? plain : `${points.slice(0, longestText - 1).join('')}…`
}

export const looksLikePage = (body: string): boolean => /^\s*(?:<!--|<!doctype|<html|<head|<body|<\?xml)/i.test(body)

const messageKeys = ['message', 'error', 'errors', 'error_description', 'detail', 'title', 'reason'] as const

function messageIn(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value
  if (value === null || typeof value !== 'object' || depth > 4) return null
  if (Array.isArray(value)) {
    const texts = value.map((part) => messageIn(part, depth + 1)).filter((text) => text !== null)
    return texts.length === 0 ? null : texts.join('; ')
  }
  for (const key of messageKeys) {
    // An object from JSON.parse has only string keys.
    const text = messageIn((value as Readonly<Record<string, unknown>>)[key], depth + 1)
    if (text !== null && text !== '') return text
  }
  return null
}

/** A page is told by its title; anything else that isn't JSON is taken as it stands. */
function pageText(body: string): string {
  if (!looksLikePage(body)) return body
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body)?.[1]?.trim() ?? ''
  return title === '' ? body.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/gi, ' ') : title
}

const stripTags = (text: string): string => text.replace(/<!--[\s\S]*?-->/g, ' ').replace(/<\/?[a-z!][^>]*>/gi, ' ')
