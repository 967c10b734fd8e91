/** What happens to one PC from time to time: people work at it, it is killed, put to sleep, cut off, its disk fails. */
import { again, ifAlive, type Place, type Stage } from './place.ts'
import { Dice } from './dice.ts'
import type { DiskTrouble } from './device.ts'
import { SecondThoughts } from './second-thoughts.ts'

export function startHappenings(stage: Stage, place: Place): void {
  const { device, people, watcher } = place
  const { profile, timeline, story } = stage
  const { name } = device
  const tell = (id: string, what: string): void => story.tell(name, `${what}   [${id}]`)

  again(stage, profile.userEvery, `${name} does`, (dice, id) =>
    stage.queue(() => ifAlive(device, () => people.act(dice, id))),
  )
  startAnswers(stage, place, false)
  const thoughts = new SecondThoughts(device, watcher, people)
  again(stage, profile.secondThoughtsEvery, `${name} reconsiders`, (dice, id) =>
    stage.queue(() => ifAlive(device, () => thoughts.act(dice, id))),
  )
  again(stage, profile.killEvery, `${name} killed`, (dice, id) => {
    tell(id, 'will be killed')
    device.killIn(dice.integer(1, dice.pick([30, 200, 800])))
  })
  again(stage, profile.outageEvery, `${name} offline`, (dice, id) => {
    tell(id, 'the network goes')
    device.offline = true
    timeline.after(dice.wait(60_000), () => {
      device.offline = false
      story.tell(name, 'the network is back')
    })
  })
  again(stage, profile.clockShiftEvery, `${name} clock`, (dice, id) => {
    const by = dice.pick([-10 * 365 * 86_400_000, 10 * 365 * 86_400_000, 3_600_000, -3_600_000, -5_000])
    tell(id, `its clock is moved by ${String(by)} ms`)
    device.clock.shiftBy(by)
  })
  again(stage, profile.sleepEvery, `${name} asleep`, (dice, id) => {
    if (!device.isUp()) return
    const [ms, counted] = [dice.integer(5_000, dice.pick([20_000, 400_000])), dice.chance(0.5)]
    tell(id, `sleeps for ${String(ms)} ms${counted ? '' : ', and its steady clock with it'}`)
    device.sleepFor(ms, counted)
  })
  again(stage, profile.diskFailureEvery, `${name} disk`, (dice, id) => {
    const trouble = drawTrouble(dice)
    tell(id, `its disk: ${trouble.failure} after ${String(trouble.in)} statements for ${String(trouble.forMs)} ms`)
    device.spoilDisk(trouble)
  })
  again(stage, profile.restoreEvery, `${name} yesterday`, (dice, id) => {
    if (device.isDead()) return
    tell(id, device.hasCopy ? 'is put back to the copy of its database' : 'has its database copied')
    if (device.hasCopy) stage.restore(place, dice.chance(0.7))
    else device.keepCopy()
  })
  again(stage, profile.secondInstanceEvery, `${name} opened twice`, (_dice, id) => {
    tell(id, 'is started a second time')
    stage.queue(() => ifAlive(device, () => device.openTwice()))
  })
}

/** People answer questions now and then, until it is calm; and then one after the other. */
export function startAnswers(stage: Stage, { device, people }: Place, calm: boolean): void {
  const times = new Dice(stage.seed, `${device.name} answers times`)
  const next = (): void => {
    stage.timeline.after(times.wait(calm ? 8_000 : stage.profile.answerEvery), () => {
      if (stage.isCalm() !== calm) return
      const { dice } = stage.acts.next(`${device.name} answers`)
      stage.queue(() => ifAlive(device, () => people.answer(dice, calm)))
      next()
    })
  }
  next()
}

function drawTrouble(dice: Dice): DiskTrouble {
  const failure = dice.pick(['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR'] as const)
  return { in: dice.integer(0, dice.pick([10, 200])), failure, forMs: dice.pick([0, 0, 2_000, 40_000]) }
}
