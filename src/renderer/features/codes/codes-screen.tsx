import { useRoute } from '../../navigation/route.ts'
import { KnownPage } from './known-page.tsx'
import { UnknownPage } from './unknown-page.tsx'

/** Codes: those that nobody knows yet, to be named now or later, and those that are known, to be taken in and out. */
export function CodesScreen() {
  return useRoute().arg === 'known' ? <KnownPage /> : <UnknownPage />
}
