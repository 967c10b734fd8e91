import { explainFaults, readMapping } from '../../../shared/domain/mapping/read-mapping.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { RemoteDefinition } from '../definition.ts'
import { capabilitiesOf } from './capabilities.ts'
import { readLogin } from './credentials.ts'
import { defaultMapping } from './default-mapping.ts'
import { createRacko } from './remote.ts'

/** Both undocumented. */
const usualPageSize = '100'
const usualRequests = '60'

const usual = readMapping(defaultMapping)
if (!usual.ok) throw new Error(explainFaults(usual.error))

export const racko: RemoteDefinition = {
  remote: 'racko',
  title: 'Racko',
  defaultBaseUrl: 'https://api.racko.co/v2/',
  capabilities: capabilitiesOf(usual.value, Number(usualRequests)),
  credentials: [
    { name: 'apiKey', secret: true },
    { name: 'secret', secret: true },
    { name: 'token', secret: true, alternative: true },
  ],
  settings: [
    { name: 'pageSize', kind: 'text', choices: [], default: usualPageSize, confirmed: false },
    { name: 'requestsPerMinute', kind: 'text', choices: [], default: usualRequests, confirmed: false },
    { name: 'mapping', kind: 'document', choices: [], default: defaultMapping, confirmed: false },
  ],
  open({ baseUrl, credentials, settings }, options) {
    const login = readLogin(credentials)
    if (!login.ok) return login
    const pageSize = wholeNumber(settings['pageSize'], 'page size', 10, 1000)
    if (!pageSize.ok) return pageSize
    const requestsPerMinute = wholeNumber(settings['requestsPerMinute'], 'number of requests a minute', 1, 100_000)
    if (!requestsPerMinute.ok) return requestsPerMinute
    const mapping = readMapping(settings['mapping'] ?? defaultMapping)
    if (!mapping.ok) return err(explainFaults(mapping.error))
    const choices = {
      mapping: mapping.value,
      pageSize: pageSize.value,
      requestsPerMinute: requestsPerMinute.value,
    }
    return ok(createRacko(baseUrl, login.value, choices, options))
  },
}

function wholeNumber(text = '', what: string, least: number, most: number): Result<number, string> {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0
  return value >= least && value <= most
    ? ok(value)
    : err(`The ${what} must be a whole number from ${String(least)} to ${String(most)}`)
}
