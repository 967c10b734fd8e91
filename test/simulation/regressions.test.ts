import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

/** Stories that once broke a promise, by what was wrong. A seed is replayed as it was found: nobody had second thoughts yet. */
const found: readonly (readonly [seed: number, what: string])[] = [
  [1, 'a key is taken whose owner was to give it up and was told to keep it'],
  [26, 'a movement is sent again after its item was deleted'],
  [22, 'a created item is renamed here while the answer to its creation is lost'],
  [14, 'a warehouse is renamed between the listing of warehouses and that of items'],
  [10, 'two records are thought to bear one key'],
  [35, 'a deleted bundle is made anew by a person'],
  [55, 'a counted figure is refused where there is no figure yet'],
  [52, 'the remote turns its clock back'],
  [110, 'a first figure whose answer is lost is asked as the receipt it stands for'],
  [1000, 'questions that hang together are answered at once'],
  [16, 'a jump of the remote’s clock is taken for skew'],
  [121406, 'of an array refused halfway the only row that landed is hidden by a movement the other way'],
  [133932, 'the same where stamps do not move with stock'],
  [141808, 'somebody’s like movement is taken for a row of an array that was carried out in part'],
  [153219, 'somebody’s edit just as the first movement is sent is taken for stamps that move with stock'],
  [136084, 'a receipt that went as a first figure goes again as a movement'],
  [123302, 'a rename of a record that is gone is asked about again and again'],
  [111517, 'a rename without ids to a key that others took is asked about again and again'],
  [118032, 'a warehouse known by its key alone turns out to be a known one, renamed'],
  [304357, 'a warehouse known by its key alone is renamed, and turns out to be a known one'],
  [301604, 'a movement meets another item under the key of one that is gone'],
  [147132, 'nothing is counted where there is no figure'],
  [200245, 'a clock with fractions of a millisecond, and a wait that never ends'],
  [148618, 'a remote that answers but fails is asked without backing off'],
  [519462, 'a warehouse known only because stock named it stays when its last figure has gone'],
  [505768, 'a row stamped in the future draws the cursor along where every reading is whole'],
  [622631, 'an edit from before a record was made anew overwrites what it was made with'],
  [622851, 'a record is to be made anew, and an older movement of it waits for that and stands before it'],
  [675663, 'two records are thought to bear one key, and the row that would tell is stamped as older'],
  [690290, 'a first figure that was seen, and then no more, is taken for one that was never set'],
]

/** Found since people have second thoughts, and replayed with them. */
const foundLater: readonly (readonly [seed: number, what: string])[] = [
  [700123, 'an edit behind a create that met somebody else’s record is asked for one of its two fields'],
  [700662, 'a create waits for a key that nobody is to give up any more'],
  [700727, 'two records are made under one key in one request'],
  [700763, 'a count from after a delete takes the place of movements from before it'],
  [700988, 'an edit that a person sends again goes over what others wrote meanwhile'],
  [801101, 'a movement into a warehouse that goes waits for another one to be made under its key'],
  [804575, 'a movement taken as done is opened again while the delete that waited for it is planned'],
  [810274, 'an item goes while a bundle is made with it that was to be rid of it'],
  [802408, 'a refused rename is tried again, although it was taken back since'],
  [804526, 'a rename meets who was made anew, where nobody has an id and empty fields are left out'],
  [806629, 'an edit is let go of because a later one takes it back, which waits'],
  [817647, 'a delete waits for a bundle, which waits for a record under the key that the delete gives up'],
  [819963, 'a delete waits for goods that are to go where another warehouse takes its key'],
  [823932, 'a bundle is rid of an item that goes, and gets the one which is made under its key'],
  [812789, 'a receipt from after a refused count meets whoever was made anew'],
  [822308, 'a count whose answer was lost is asked without the figure that it would replace'],
  [824746, 'the remote turns its clock back, and a record is made anew that seems older'],
  [802963, 'an answer about a count is taken back after own movements were confirmed'],
  [1_000_752, 'an older record takes the key of one that is gone, where nobody has an id'],
  [1_000_978, 'a create that is so already lets an edit behind it go over what others wrote'],
  [1_011_910, 'an edit that was refused with its create is tried again over a record of others'],
  [1_027_162, 'a rename meets who was made anew, and its figures are taken for those of the one before'],
  [1_045_106, 'an edit in doubt of a record that was made anew goes over what others wrote since'],
  [1_046_073, 'an edit goes over what others wrote, while the later one that said the same is asked'],
  [1_055_273, 'an edit that is asked about its name sets the price from before a later one that came true'],
  [816121, 'an edit goes over what others wrote to a record whose create was lost'],
  [801957, 'a count that was given up is taken back, and what was moved meanwhile is no part of it'],
  [802088, 'the same, and a person confirms it'],
  [802354, 'a count is confirmed after its warehouse was gone and made anew'],
  [810659, 'a count is confirmed after its warehouse turned out to be a known one'],
  [1105504, 'two records wait for each other’s keys, and the step in between was taken back'],
  [
    1139424,
    'the disk refuses what is written before a request, which stays where it is and is asked about at the next start',
  ],
  [1161827, 'a movement went again by a word that turned out wrong later, and a correction is asked about'],
  [1171643, 'a warehouse is deleted before goods that wait for another delete, which waits for the warehouse'],
  [1173847, 'a warehouse takes the key of another that was declared as written by nobody else, and is met by somebody'],
  [1190085, 'an item goes before a bundle lets go of it, which waits for an item that is made after it'],
  [1112431, 'a database is put back to when a change was given up, which was taken up and sent since'],
]

/** The same over Hako v0. */
const foundV0: readonly (readonly [seed: number, what: string])[] = [
  [115, 'the remote turns its clock back, and a figure is computed from what was known before'],
  [160, 'a cursor that nobody asks by flips with every reading'],
  [217, 'a figure is written for an item that the reading before did not find'],
]

const asFound = { secondThoughtsEvery: null }

test.each(foundV0)('version 0, seed %i: %s', async (seed) => {
  const { violation, lines } = await simulate(seed, { remote: 'hako-v0', profile: asFound })
  expect(violation, lines.slice(-40).join('\n')).toBeNull()
})

test.each(found)('seed %i: %s', async (seed) => {
  const { violation, lines } = await simulate(seed, { profile: asFound })
  expect(violation, lines.slice(-40).join('\n')).toBeNull()
})

test.each(foundLater)('seed %i: %s', async (seed) => {
  const { violation, lines } = await simulate(seed)
  expect(violation, lines.slice(-40).join('\n')).toBeNull()
})
