/** Time stamps as they may be written: unix seconds, milliseconds, or ISO 8601 (hako.md point 2). */

/** Seconds reach this value in the year 5138, milliseconds had it in 1973. */
const firstMilliseconds = 1e11

/** Milliseconds since 1970, or null when it is no time stamp. */
export function parseStamp(value: unknown): number | null {
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return fromNumber(Number(text))
  return parseIso(text)
}

function fromNumber(value: number): number | null {
  if (!Number.isFinite(value) || value < 0) return null
  return Math.round(value < firstMilliseconds ? value * 1000 : value)
}

/** A time without a zone is taken as UTC, as the server's own clock would be. */
function parseIso(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text)
  if (match === null) return null
  const [, day = '', time = '00:00', zone = 'Z'] = match
  const colon = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const parsed = Date.parse(`${day}T${time}${colon}`)
  return Number.isNaN(parsed) ? null : parsed
}
