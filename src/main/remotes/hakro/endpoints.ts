/**
 * Whom to ask for a token, and for what. The two accounts that the documents name, production and development, are told
 * apart by the host of the API; every value can be given in the settings instead.
 */
import { err, ok, type Result } from '../../../shared/domain/result.ts'

export interface Endpoints {
  /** Ends with a slash. */
  readonly issuer: URL
  readonly audience: string
  readonly scope: string
}

const documented = {
  production: {
    issuer: 'https://idp.hakro.com/auth',
    audience: 'https://hakro.com/portal-backend',
    scope: 'https://hakro.com/portal-backend/api',
  },
  development: {
    issuer: 'https://idp.dev.hakro.com/auth',
    audience: 'https://hakro.com/portal-backend-dev',
    scope: 'https://hakro.com/portal-backend-dev/api',
  },
} as const

export const developmentHost = 'dev.portal-backend.hakro.com'

export function endpointsOf(baseUrl: URL, settings: Readonly<Record<string, string>>): Result<Endpoints, string> {
  const usual = documented[baseUrl.hostname === developmentHost ? 'development' : 'production']
  const said = (name: keyof typeof usual): string => settings[name]?.trim() || usual[name]
  const issuer = URL.parse(said('issuer').replace(/\/*$/, '/'))
  if (issuer === null || !/^https?:$/.test(issuer.protocol))
    return err('The issuer must begin with https:// or http://')
  if (issuer.username !== '' || issuer.password !== '' || issuer.search !== '' || issuer.hash !== '')
    return err('The issuer must be an address alone, without a user name and without "?" or "#"')
  return ok({ issuer, audience: said('audience'), scope: said('scope') })
}
