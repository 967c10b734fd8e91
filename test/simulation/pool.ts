/** Many stories, told by as many processes as there are cores. */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { SimulatedRemote } from './profile.ts'
import type { Told } from './tell.ts'
import type { Task } from './worker.ts'

export interface Many {
  readonly remote: SimulatedRemote
  readonly from: number
  readonly seeds: number
  readonly jobs: number
  readonly onTold: (told: Told) => void
}

/** Stories given out at once. */
const portion = 8
/** A story that doesn't end in this time never ends. */
const patienceMs = 180_000

export async function tellMany(many: Many): Promise<void> {
  let next = many.from
  const end = many.from + many.seeds
  const take = (): Task | null => {
    if (next >= end) return null
    const task = { remote: many.remote, from: next, to: Math.min(end, next + portion) }
    next = task.to
    return task
  }
  await Promise.all(Array.from({ length: many.jobs }, () => work(take, many.onTold)))
}

/** One process after the other, until nothing is left: a story that kills its process is one that failed. */
async function work(take: () => Task | null, onTold: Many['onTold']): Promise<void> {
  let left: Task | null = take()
  while (left !== null) left = await oneProcess(left, take, onTold)
}

/** Answers what is left to be done after a story that ended its process. */
function oneProcess(first: Task, take: () => Task | null, onTold: Many['onTold']): Promise<Task | null> {
  const child = start()
  let task = first
  child.send(task)
  return new Promise((resolve) => {
    let over = false
    const finish = (left: Task | null): void => {
      if (over) return
      over = true
      clearTimeout(watch)
      child.kill('SIGKILL')
      resolve(left)
    }
    const fail = (text: string): void => {
      if (over) return
      onTold({ seed: task.from, violation: { invariant: 'crash', text }, changes: 0, faults: {}, questions: {} })
      finish(task.from + 1 < task.to ? { ...task, from: task.from + 1 } : take())
    }
    const watch = setTimeout(() => fail(`not over after ${String(patienceMs / 1000)} seconds`), patienceMs)
    child.on('message', (message) => {
      const told = message as Told // safe: worker.ts sends exactly these
      watch.refresh()
      onTold(told)
      task = { ...task, from: told.seed + 1 }
      if (task.from < task.to) return
      const more = take()
      if (more === null) finish(null)
      else child.send((task = more))
    })
    child.once('error', (error) => fail(String(error)))
    child.once('exit', (code, signal) => fail(`its process ended with ${String(code ?? signal)}`))
  })
}

const start = (): ChildProcess =>
  fork(fileURLToPath(new URL('worker.ts', import.meta.url)), [], {
    execArgv: [...process.execArgv, '--max-semi-space-size=32'],
    // Most of the time it takes to start is spent on compiling.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('../../.cache/compiled', import.meta.url)), ...process.env },
  })
