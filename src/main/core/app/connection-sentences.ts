import type { TestEvidence, TestResultName } from '../../../shared/contract/connection-test.ts'

/** The verdict of a test as English sentences, for terminals and logs; screens have their own in the reader's language. */
export function sentenceOf(
  result: TestResultName,
  title: string,
  evidence: TestEvidence,
  warehouses: number | null,
): string {
  const sentence = sentences[result]({ ...evidence, title, warehouses })
  const clocksNamed = result === 'wrongClock' || result === 'expired' || result === 'notYetValid'
  return clocksNamed || evidence.there === null ? sentence : `${sentence} ${clockNote(evidence)}`
}

type Known = TestEvidence & { readonly title: string; readonly warehouses: number | null }

const sentences: Readonly<Record<TestResultName, (known: Known) => string>> = {
  ok: ({ warehouses }) =>
    warehouses === null ? 'It works: it can be read.' : `It works: ${counted(warehouses, 'warehouse')} read.`,
  keyMissing: ({ says }) => says ?? 'The key is missing.',
  unfit: ({ says }) => `${says ?? 'Something that was entered does not fit'}.`,
  wrongKey: ({ title }) => `${title} was reached, and it does not accept this key. Copy it again from your account.`,
  noPermission: ({ title }) =>
    `${title} knows this key, but the key may not read here. Ask whoever administers the account for that permission.`,
  wrongAddress: ({ host, title, status }) =>
    `${host} answered, but there is no ${title} at this address${statusNote(status)}. Check the part behind the host.`,
  nameNotFound: ({ host }) => `There is no server called ${host}. Check how the address is written.`,
  nobodyListens: ({ host }) => `${host} was found, but nothing answers there. Check the port, or try again later.`,
  noNetwork: () => 'This PC has no way to the address. Check its network.',
  noAnswer: ({ host }) => `${host} did not answer in time. Try again later.`,
  brokenOff: ({ host }) => `The connection to ${host} broke before the answer was complete. Try again.`,
  signIn: ({ leadsTo }) =>
    `Another page answered${leadsTo === null ? '' : ` (${leadsTo})`}: the network seems to ask for a sign-in first. Open a web page, sign in, then try again.`,
  movedAway: ({ host, leadsTo }) =>
    `${host} sends on to ${leadsTo ?? 'another address'}, and a key is never sent on. Enter the address that your account names.`,
  webPage: ({ host, title }) => `${host} answered with a web page, not as ${title} does. Check the address.`,
  notThisApi: ({ host, title, status }) =>
    `${host} answered, but not as ${title} does${statusNote(status)}. Check the address and the kind of system.`,
  notEncrypted: ({ host }) => `${host} does not speak encrypted (https) on this port. Check the address and the port.`,
  expired: ({ validTo, here }) =>
    `The server’s certificate was valid until ${day(validTo)}, and this PC’s clock says ${moment(here)}. If the clock is right, whoever runs the server must renew it.`,
  notYetValid: ({ validFrom, here }) =>
    `The server’s certificate is valid from ${day(validFrom)} on, and this PC’s clock says ${moment(here)}. Check the clock of this PC.`,
  unknownIssuer: ({ issuer }) =>
    `This PC does not know who issued the server’s certificate${issuer === null ? '' : ` (${issuer})`}. If the company’s network inspects connections, its certificate must be installed on this PC.`,
  otherHost: ({ host, names }) =>
    `The certificate is not of ${host}${names.length === 0 ? '' : `, but of ${names.join(', ')}`}. Check the address; in a foreign network, sign in on a web page first.`,
  certificate: ({ says }) => `The server’s certificate is not trusted by this PC${quote(says)}.`,
  wrongClock: (known) => `The clock of this PC is wrong. ${clockNote(known)}`,
  proxyUnreachable: ({ says }) => `The proxy of this network does not answer${quote(says)}. Check the proxy settings.`,
  proxySignIn: () => 'The proxy of this network wants a user name and a password. Ask whoever runs the network.',
  proxyRefused: ({ host, says }) =>
    `The proxy of this network does not let connections to ${host} through${quote(says)}. Ask whoever runs the network.`,
  rateLimited: ({ title, seconds }) =>
    `${title} was reached and asks to wait ${seconds === null ? 'a minute' : counted(seconds, 'second')}: too many requests.`,
  serverError: ({ title, status }) =>
    `${title} was reached, and it has a fault of its own${statusNote(status)}. Try again later.`,
}

const clockNote = ({ here, there }: TestEvidence): string =>
  `This PC’s clock says ${moment(here)}, the server’s ${moment(there)}. Set the clock of this PC.`

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`

const statusNote = (status: number | null): string => (status === null ? '' : ` (status ${String(status)})`)

const quote = (says: string | null): string => (says === null || says === '' ? '' : ` (${says})`)

const day = (at: number | null): string => (at === null ? 'an unknown day' : new Date(at).toISOString().slice(0, 10))

const moment = (at: number | null): string =>
  at === null ? 'an unknown time' : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
