/** True when the header carries this key as the user name of HTTP Basic, with an empty password. */
export function carriesKey(authorization: string | undefined, apiKey: string): boolean {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? []
  return encoded !== undefined && Buffer.from(encoded, 'base64').toString('utf8') === `${apiKey}:`
}
