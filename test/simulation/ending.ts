/** When nothing is open any more: one full read, and everybody agrees; then a quiet cycle, which must be quiet. */
import { disagreement } from './invariants/agreement.ts'
import { checkSecrets } from './invariants/secrets.ts'
import { newsTellAll } from './invariants/news.ts'
import type { Place } from './place.ts'
import type { Profile } from './profile.ts'
import { Violation, type Story } from './story.ts'

/** What an ending needs of its world. */
export interface Finale {
  readonly seed: number
  readonly profile: Profile
  readonly story: Story
  readonly model: { snapshot(): Parameters<typeof disagreement>[1] }
  readonly timeline: { readonly now: number }
  step(until: number): Promise<boolean>
}

/** Two whole readings this far apart are two witnesses (sync.md §4). */
const settleMs = 150_000

export async function checkEnd(world: Finale, place: Place): Promise<void> {
  const { device, watcher } = place
  if (newsTellAll(world.profile)) await checkNews(world, place)
  await readAll(world, place)
  if (disagreement(device, world.model.snapshot()) !== null) {
    // What a turned clock or a cut listing has left takes a second witness.
    await pass(world, settleMs)
    await readAll(world, place)
  }
  const difference = disagreement(device, world.model.snapshot())
  if (difference !== null) throw new Violation('I15', `${device.name}: ${difference}`)
  watcher.checkAll()
  checkBound(world, place)
  if (world.seed % 4 === 0) await checkQuiet(world, place)
  if (world.seed % 8 === 0) checkSecrets(device)
}

/** I12: where every write moves a stamp and nothing is deleted, reading what changed is enough to know everything. */
async function checkNews(world: Finale, place: Place): Promise<void> {
  await cycle(world, place, false)
  // A cycle that was under way already may have been joined, and may have read before the last write.
  if (disagreement(place.device, world.model.snapshot()) !== null) await cycle(world, place, false)
  const difference = disagreement(place.device, world.model.snapshot())
  if (difference !== null) throw new Violation('I12', `${place.device.name}, by news alone: ${difference}`)
}

const readAll = async (world: Finale, place: Place): Promise<void> => {
  world.story.tell(place.device.name, 'reads everything')
  await cycle(world, place, true)
}

/** One cycle to its end, with whatever it asks for in between. Answers at which try it succeeded. */
async function cycle(world: Finale, { device, watcher }: Place, full: boolean): Promise<number> {
  for (let tries = 0; tries < 20; tries += 1) {
    let over: boolean | null = null as boolean | null
    void device.call('sync.run', { full }).then(
      (answer) => (over = answer.ok),
      () => (over = false),
    )
    const until = world.timeline.now + 600_000
    while (over === null && (await world.step(until)));
    if (over === null) throw new Violation('I15', `${device.name}: a cycle does not end`)
    if (over && watcher.books.openCount === 0) return tries + 1
    await pass(world, 30_000)
  }
  throw new Violation('I15', `${device.name}: no cycle succeeds`)
}

async function pass(world: Finale, ms: number): Promise<void> {
  const until = world.timeline.now + ms
  while (await world.step(until));
}

/** I13: requests are bounded by what there was to do. What was done is forgotten where a database was put back. */
function checkBound({ profile, timeline }: Finale, { device, watcher }: Place): void {
  if (profile.restoreEvery !== null || profile.tornTails > 0) return
  const { writes } = device
  const reads = device.requests - writes
  const [changes, minutes] = [watcher.books.changes.size, timeline.now / 60_000]
  if (writes > 4 * changes + 20)
    throw new Violation('I13', `${device.name}: ${String(writes)} writes for ${String(changes)} changes`)
  if (reads > 20 * minutes + 10 * (writes + changes) + 60)
    throw new Violation('I13', `${device.name}: ${String(reads)} reads in ${minutes.toFixed(0)} minutes`)
}

/** I13: with nothing to do a cycle writes nothing; but the last read may still move a cursor, twice where the clock was turned back, and every tenth saves the times (rule 18). */
async function checkQuiet(world: Finale, place: Place): Promise<void> {
  const { device } = place
  let commits = 0
  for (let round = 0; round < 4; round += 1) {
    const [before, requests] = [device.disk.commits, device.requests]
    const tries = await cycle(world, place, false)
    commits = device.disk.commits - before
    // A cycle that was under way already may have been joined, and several PCs share one limit.
    if (device.requests - requests > 6 * tries)
      throw new Violation('I13', `${device.name}: ${String(device.requests - requests)} requests with nothing to do`)
    if (commits === 0) return
  }
  throw new Violation('I13', `${device.name}: ${String(commits)} writes with nothing to do`)
}
