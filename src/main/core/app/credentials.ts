import type { CorePorts } from '../core.ts'
import type { Credentials } from '../ports.ts'

/**
 * The saved credentials with those that were given anew: what is left out or empty stays. One that stands instead of all
 * the others displaces them, and they displace it.
 */
export function mergeCredentials(
  { remotes }: Pick<CorePorts, 'remotes'>,
  remote: string,
  saved: Credentials,
  given: Credentials = {},
): Credentials {
  const kind = remotes.find((known) => known.remote === remote)
  const isAlternative = (name: string): boolean =>
    kind?.credentials.some((each) => each.name === name && each.alternative === true) === true
  const anew = Object.entries(given).filter(([, text]) => text !== '')
  const [first] = anew
  if (first === undefined) return saved
  const alternative = isAlternative(first[0])
  const staying = Object.entries(saved).filter(([name]) => isAlternative(name) === alternative)
  return Object.fromEntries([...staying, ...anew])
}
