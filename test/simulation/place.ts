import type { Acts } from './acts.ts'
import type { Device } from './device.ts'
import { Dice } from './dice.ts'
import type { People } from './people.ts'
import type { Profile } from './profile.ts'
import { Violation, type Story } from './story.ts'
import type { Timeline } from './timeline.ts'
import type { Watcher } from './watcher.ts'

/** One PC with the people at it and whoever holds the promises against it. */
export interface Place {
  readonly device: Device
  readonly people: People
  readonly watcher: Watcher
}

/** What a world lends to those who make things happen in it. */
export interface Stage {
  readonly seed: number
  readonly profile: Profile
  readonly timeline: Timeline
  readonly story: Story
  readonly acts: Acts
  /** Faults and other writers are over. */
  isCalm(): boolean
  /** The device dies, and the copy of its database that was kept is put back. */
  restore(place: Place, journalStays: boolean): void
  /** Work that needs a turn of its own after the event that asked for it. */
  queue(job: () => Promise<void>): void
}

/** Repeats an act at random times until it is calm. */
export function again(stage: Stage, every: number | null, kind: string, act: (dice: Dice, id: string) => void): void {
  if (every === null) return
  const times = new Dice(stage.seed, `${kind} times`)
  const next = (): void => {
    stage.timeline.after(times.wait(every), () => {
      if (stage.isCalm()) return
      const one = stage.acts.next(kind)
      if (stage.acts.take(one)) act(one.dice, one.id)
      next()
    })
  }
  next()
}

/** Somebody at a device that dies meanwhile does not get to the end. */
export async function ifAlive(device: Device, work: () => Promise<void>): Promise<void> {
  if (!device.isUp()) return
  try {
    await work()
  } catch (error) {
    if (!device.isDead() || error instanceof Violation) throw error
  }
}
