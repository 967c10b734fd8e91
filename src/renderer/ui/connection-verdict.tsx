import { useTranslation } from 'react-i18next'
import type { TestVerdict } from '../../shared/contract/connection-test.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './connection-fields.module.css'
import { Icon } from './icon.tsx'
import { KeyButton } from './key-button.tsx'
import { useNow } from './use-now.ts'

interface ConnectionVerdictProps {
  readonly test: TestVerdict
  readonly title: string
  /** Takes the better version of the service that answers, too; left out: it is only told. */
  readonly onBetter?: ((better: NonNullable<TestVerdict['better']>) => void) | undefined
}

/** What came of a test, as a sentence with its evidence; below it the clocks where they differ, and the answer's own words. */
export function ConnectionVerdict({ test, title, onBetter }: ConnectionVerdictProps) {
  const { t } = useTranslation()
  const { better } = test
  const ok = test.result === 'ok'
  return (
    <div className={classes['verdict']} data-ok={ok || undefined} role={ok ? 'status' : 'alert'}>
      <Icon name={ok ? 'done' : 'warn'} />
      <div className="col">
        <Sentence test={test} title={title} />
        <Clocks test={test} />
        {better !== undefined && <span>{t('connect.better')}</span>}
        {better !== undefined && onBetter !== undefined && (
          <span>
            <KeyButton size="small" label={t('connect.useBetter')} onPress={() => onBetter(better)} />
          </span>
        )}
        {quoted.has(test.result) && (test.evidence.says ?? '') !== '' && (
          <span className="sm mute">{t('error.says', { text: test.evidence.says ?? '' })}</span>
        )}
      </div>
    </div>
  )
}

/** Where the other side’s words help; the rest of them are the system’s own, which the sentence replaces. */
const quoted: ReadonlySet<TestVerdict['result']> = new Set([
  'wrongKey',
  'noPermission',
  'wrongAddress',
  'notThisApi',
  'rateLimited',
  'serverError',
  'certificate',
  'proxyRefused',
])

function Sentence({ test, title }: { readonly test: TestVerdict; readonly title: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(60_000)
  const { result, warehouses, evidence } = test
  const { host, seconds, leadsTo, names, issuer, validFrom, validTo, here, there, says } = evidence
  const moment = (at: number | null): string => (at === null ? '–' : format.moment(at, now))
  const facts = {
    title,
    host,
    from: validFrom === null ? '–' : format.date(validFrom),
    to: validTo === null ? '–' : format.date(validTo),
    here: moment(here),
    there: moment(there),
    names: names.join(', '),
    issuer: issuer ?? '',
    other: leadsTo ?? '',
    says: says ?? '',
  }
  switch (result) {
    case 'ok':
      return (
        <span>
          {warehouses === null ? t('connect.result.readable') : t('connect.result.ok', { count: warehouses })}
        </span>
      )
    case 'rateLimited':
      return seconds === null ? (
        <span>{t('connect.result.rateLimited', facts)}</span>
      ) : (
        <span>{t('connect.result.rateLimitedFor', { ...facts, count: seconds })}</span>
      )
    case 'unknownIssuer':
      return <span>{t(issuer === null ? 'connect.result.certificate' : 'connect.result.unknownIssuer', facts)}</span>
    case 'otherHost':
      return <span>{t(names.length === 0 ? 'connect.result.otherHost' : 'connect.result.otherHostNamed', facts)}</span>
    case 'expired':
    case 'notYetValid':
      return <span>{t(validTo === null ? 'connect.result.certificateTime' : `connect.result.${result}`, facts)}</span>
    default:
      return <span>{t(`connect.result.${result}`, facts)}</span>
  }
}

/** A certificate and a token go by the clock, so a difference is worth a line beside whatever else is wrong. */
function Clocks({ test }: { readonly test: TestVerdict }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(60_000)
  const { here, there } = test.evidence
  if (here === null || there === null || test.result === 'wrongClock') return null
  return (
    <span className={classes['clocks']}>
      <Icon name="clock" size={16} />
      {t('connect.clocks', { here: format.moment(here, now), there: format.moment(there, now) })}
    </span>
  )
}
