import {
  activeScanner,
  namedScanner,
  type NamedScanner,
  type ScannerSettings,
  type ScannersSettings,
} from '../../shared/contract/settings.ts'

/** What may be done to the list of named scanners. Each answers the list as it is afterwards. */

/** null: the defaults. */
export const chooseScanner = (scanners: ScannersSettings, profileID: string | null): ScannersSettings => ({
  ...scanners,
  active: profileID,
})

/** Adds a scanner and puts it to use; a name that is taken gets a number. */
export function addScanner(
  { profiles }: ScannersSettings,
  profile: ScannerSettings,
  name: string,
  profileID: string,
): ScannersSettings {
  const added: NamedScanner = { ...profile, profileID, name: freeName(profiles, name) }
  return { active: profileID, profiles: [...profiles, added] }
}

/** Changes the scanner in use. Where none is, the changes make the first one: the defaults themselves never change. */
export function changeScanner(
  scanners: ScannersSettings,
  changes: Partial<ScannerSettings>,
  firstID: string,
): ScannersSettings {
  const isActive = ({ profileID }: NamedScanner): boolean => profileID === scanners.active
  if (!scanners.profiles.some(isActive)) {
    const { name } = namedScanner.parse({})
    return addScanner(scanners, { ...activeScanner(scanners), ...changes }, name, firstID)
  }
  const profiles = scanners.profiles.map((profile) => (isActive(profile) ? { ...profile, ...changes } : profile))
  return { ...scanners, profiles }
}

/** A name of nothing but spaces changes nothing. */
export function renameScanner(scanners: ScannersSettings, profileID: string, name: string): ScannersSettings {
  const wanted = name.trim()
  const others = scanners.profiles.filter((profile) => profile.profileID !== profileID)
  if (wanted === '' || others.length === scanners.profiles.length) return scanners
  const renamed = freeName(others, wanted)
  const profiles = scanners.profiles.map((profile) =>
    profile.profileID === profileID ? { ...profile, name: renamed } : profile,
  )
  return { ...scanners, profiles }
}

/** The next one in the list takes over; without any, the defaults do. */
export function removeScanner({ active, profiles }: ScannersSettings, profileID: string): ScannersSettings {
  const rest = profiles.filter((profile) => profile.profileID !== profileID)
  return { active: active === profileID ? (rest[0]?.profileID ?? null) : active, profiles: rest }
}

function freeName(profiles: readonly NamedScanner[], name: string): string {
  const taken = new Set(profiles.map((profile) => profile.name.toLowerCase()))
  let free = name
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name} ${String(number)}`
  return free
}
