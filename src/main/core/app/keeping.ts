import type { DataStatus } from '../../../shared/contract/data.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/open-store.ts'
import { storageFailure } from '../store/storage-failure.ts'

/** How the data of this PC is doing, as far as this run has seen: what is going on with it, and what was found. */
export interface Keeping {
  job(): DataStatus['job']
  check(): DataStatus['check']
  /** Damage found while running; nothing is sent from then on. */
  damage(): string | null
  disk(): DataStatus['disk']
  noteCheck(problems: readonly string[], thorough: boolean): void
  noteDamage(text: string): void
  /** Of work that nobody waits for: damage among it must be told all the same. */
  noteFailure(error: unknown): void
  mended(): void
  lookAtDisk(): void
  /** One job at a time; null where another one is going on. `tell` says how far it is. */
  run<T>(what: Job, work: (tell: Tell) => Promise<T>): Promise<T> | null
}

type Job = NonNullable<DataStatus['job']>['what']
export type Tell = (done: number, of: number) => void

/** Below these a disk is told to be nearly full, and full: room for a day's work, and for a checkpoint. In bytes. */
const lowBelow = 500_000_000
const fullBelow = 20_000_000

interface Parts {
  readonly store: Store
  readonly clock: Clock
  /** Called once, when damage is first noted. */
  readonly onDamage: () => void
}

export function createKeeping({ store, clock, onDamage }: Parts): Keeping {
  let job: DataStatus['job'] = null
  let check: DataStatus['check'] = null
  let damage: string | null = null
  let disk: DataStatus['disk'] = { free: null, state: 'ok' }
  const told = (): void => {
    store.announce('data')
  }
  const noteDamage = (text: string): void => {
    if (damage !== null) return
    damage = text
    told()
    onDamage()
  }
  return {
    job: () => job,
    check: () => check,
    damage: () => damage,
    disk: () => disk,
    noteDamage,
    noteFailure(error) {
      if (storageFailure(error)?.problem === 'damaged') noteDamage(String(error))
    },
    noteCheck(problems, thorough) {
      check = { at: clock.now(), ok: problems.length === 0, problems: problems.slice(0, 20), thorough }
      const [first] = problems
      if (first !== undefined) noteDamage(first)
      told()
    },
    mended() {
      damage = null
      check = null
    },
    lookAtDisk() {
      const { free } = store.files.status()
      const { state } = disk
      disk = { free, state: free === null || free >= lowBelow ? 'ok' : free >= fullBelow ? 'low' : 'full' }
      if (disk.state !== state) told()
    },
    run(what, work) {
      if (job !== null) return null
      job = { what, done: 0, of: 0 }
      told()
      return work((done, of) => {
        job = { what, done, of }
        told()
      }).finally(() => {
        job = null
        told()
      })
    },
  }
}
