import type { AppContext } from './app/handlers.ts'
import { lookForDamage } from './app/data.ts'

/**
 * What has to be done with the data while nobody asks for it: a checkpoint when nothing is going on, orders of the item list
 * that an unfinished first copy left out, a backup a day, and a look at the free space, so that a full disk is told before
 * it is full (sync.md §7.5, §7.6).
 */
const everyMs = 60_000
const dayMs = 24 * 3600 * 1000
/** Nobody wrote for so long: moving the log disturbs nobody. */
const idleMs = 20_000
/** A day's backup waits so long for such a moment: a large one is checked in one go, and a scan would wait for that. */
const patienceMs = 4 * 3600 * 1000
/** A log this long is moved even while people work. In bytes. */
const longLog = 64_000_000

/** Runs until the core closes. Never rejects: what fails is told and tried again the next time. */
export async function keepHouse(context: AppContext): Promise<void> {
  const { ports, closing, store, keeping } = context
  let wroteAt = -Infinity
  let chanceAt = ports.clock.monotonic()
  const isIdle = (): boolean => ports.clock.monotonic() - wroteAt >= idleMs
  const mayBackUp = (): boolean => {
    const now = ports.clock.monotonic()
    if (!isIdle() && now - chanceAt < patienceMs) return false
    chanceAt = now
    return true
  }
  const stop = store.listen(() => {
    wroteAt = ports.clock.monotonic()
  })
  const steps = [
    () => keeping.lookAtDisk(),
    () => {
      const { wal } = store.files.status().bytes
      if (wal > longLog || (isIdle() && wal > 0)) store.checkpoint()
    },
    async () => {
      if (isIdle()) while (store.orders.buildNext()) await ports.breathe()
    },
    () => (mayBackUp() ? backUpDaily(context) : undefined),
  ]
  while (!closing.aborted) {
    for (const step of steps) await tolerate(context, step)
    await ports.clock.sleep(everyMs, closing)
  }
  stop()
}

async function tolerate({ ports, keeping }: AppContext, step: () => void | Promise<void>): Promise<void> {
  try {
    await step()
  } catch (error) {
    ports.log('warn', 'Housekeeping failed', { error: String(error) })
    keeping.noteFailure(error)
  }
}

async function backUpDaily({ store, keeping, ports, closing }: AppContext): Promise<void> {
  const now = ports.clock.now()
  const last = store.files.backups().find((row) => row.kind === 'daily')
  // A clock that was set back must not end the backups.
  const due = last === undefined || now - last.at >= dayMs || last.at - now >= dayMs
  const worthIt = store.reader.row('SELECT 1 FROM connections LIMIT 1') !== undefined
  if (!due || !worthIt || closing.aborted || keeping.damage() !== null || keeping.disk().state === 'full') return
  await keeping.run('backup', (tell) => store.files.backUp('daily', tell))
}

/** A database too large to be checked while it opens is checked before the first send. */
export async function checkBeforeSending(context: AppContext): Promise<void> {
  const problems = await lookForDamage(context, false)
  context.keeping.noteCheck(problems, false)
}
