import { z } from 'zod'
import * as v from './values.ts'

/** What came of trying a connection: each cause that can be told from another by evidence has its own name. */
export const testResults = [
  'ok',
  'unfit',
  'keyMissing',
  'wrongKey',
  'noPermission',
  'wrongAddress',
  'nameNotFound',
  'nobodyListens',
  'noNetwork',
  'noAnswer',
  'brokenOff',
  'signIn',
  'movedAway',
  'webPage',
  'notThisApi',
  'notEncrypted',
  'expired',
  'notYetValid',
  'unknownIssuer',
  'otherHost',
  'certificate',
  'wrongClock',
  'proxyUnreachable',
  'proxySignIn',
  'proxyRefused',
  'rateLimited',
  'serverError',
] as const
export type TestResultName = (typeof testResults)[number]

/** The evidence, for sentences in the reader's language. Null or empty: not known, or of no concern. */
export const testEvidence = z.object({
  host: z.string().describe('The host that was asked'),
  status: z.number().int().nullable().describe('Of the answer'),
  seconds: z.number().nullable().describe('To wait, as the remote says'),
  says: z.string().nullable().describe('The answer’s own words, in one line'),
  leadsTo: z.string().nullable().describe('The host that a redirect names'),
  names: z.array(z.string()).describe('The hosts that the certificate is of'),
  issuer: z.string().nullable().describe('Who signed the certificate'),
  validFrom: v.at.nullable(),
  validTo: v.at.nullable(),
  here: v.at.nullable().describe('What this PC’s clock says, where that matters'),
  there: v.at.nullable().describe('What the server’s clock says, where that matters'),
})
export type TestEvidence = z.infer<typeof testEvidence>

export const testVerdict = z.object({
  reached: z.boolean().describe('An answer of the service itself came'),
  result: z.enum(testResults),
  text: z.string().describe('One sentence in English, with what to do next'),
  warehouses: z.number().int().nullable(),
  evidence: testEvidence,
  better: z
    .object({ remote: z.string(), baseUrl: z.string() })
    .optional()
    .describe('A version of the same service that does more answers at this address with the same credentials'),
})
export type TestVerdict = z.infer<typeof testVerdict>
