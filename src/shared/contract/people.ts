import { z } from 'zod'
import { roles } from '../domain/rights.ts'
import { command, query } from './method.ts'
import * as v from './values.ts'

/**
 * People who share a PC. Rights keep colleagues from doing by mistake what is not their job, and put a name to what was
 * done; they don't protect against somebody who has the files of this PC.
 */
const personID = z.string()
const name = z.string().trim().min(1).max(100)
const role = z.enum(roles)
const pin = z
  .string()
  .regex(/^\d{4,12}$/, 'must be 4 to 12 digits')
  .describe('Kept only as a slow hash')
const badge = z.string().trim().min(4).max(128).describe('What the scanner reads from the badge; kept only as a hash')

export const personRow = z.object({
  personID,
  name: z.string(),
  signedIn: z.boolean(),
  roles: z.array(role),
  hasPin: z.boolean(),
  hasBadge: z.boolean(),
})
export type PersonRow = z.infer<typeof personRow>

const signInAnswer = z.object({
  outcome: z
    .enum(['signedIn', 'pinNeeded', 'pinWrong', 'locked', 'unknownBadge'])
    .describe('locked: too many wrong PINs; see `lockedUntil`'),
  name: z.string().nullable(),
  triesLeft: z.number().int().nullable().describe('Before the PIN is locked for a while'),
  lockedUntil: v.at.nullable(),
})
export type SignInAnswer = z.infer<typeof signInAnswer>

export const peopleMethods = {
  'people.list': query('People who use this PC.', {}, z.object({ rows: z.array(personRow) })),
  'people.rights': query(
    'What whoever is signed in may do. Everybody may do everything until somebody is given less than all roles.',
    {},
    z.object({ restricted: z.boolean(), person: z.string().nullable(), roles: z.array(role) }),
  ),
  'people.add': command(
    'Adds a person.',
    { name, roles: z.array(role).optional(), pin: pin.optional(), badge: badge.optional() },
    z.object({ personID }),
  ),
  'people.update': command(
    'Changes a person. Null takes the PIN or badge away. Somebody who may administer must remain.',
    {
      personID,
      name: name.optional(),
      roles: z.array(role).optional(),
      pin: pin.nullable().optional(),
      badge: badge.nullable().optional(),
    },
    v.nothing,
  ),
  'people.remove': command('Removes a person; what they did keeps their name.', { personID }, v.nothing),
  'people.signIn': command(
    'Says who is working now; null: nobody in particular. Asks for the PIN where there is one.',
    { personID: personID.nullable(), pin: z.string().max(64).optional() },
    signInAnswer,
  ),
  'people.badge': command(
    'Signs in whoever has this badge.',
    { code: v.code, pin: z.string().max(64).optional() },
    signInAnswer,
  ),
} as const
