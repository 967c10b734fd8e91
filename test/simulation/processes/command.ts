/**
 * The parts of `npm run simulate` beside the stories: `--planted [all|quick|NAME,…]`, `--kill N` and `--torn N`, each
 * with `--seed S`. Answers how the process should end, or null where none of them was asked for.
 */
import { parseArgs } from 'node:util'
import { plantedCommand } from '../planted/command.ts'
import { runKills } from './run-kills.ts'
import { runTorn } from './run-torn.ts'

export async function otherCommand(args: readonly string[]): Promise<number | null> {
  const { values } = parseArgs({
    args: args.flatMap((arg, place) => (isBare(arg, args[place + 1]) ? [arg, 'all'] : [arg])),
    strict: false,
    options: {
      planted: { type: 'string' },
      kill: { type: 'string' },
      torn: { type: 'string' },
      copy: { type: 'string' },
      seed: { type: 'string' },
      from: { type: 'string' },
      limit: { type: 'string' },
      jobs: { type: 'string' },
      record: { type: 'boolean' },
    },
  })
  const number = (value: string | boolean | undefined): number | null =>
    typeof value === 'string' ? Number(value) : null
  const seed = number(values.seed)
  if (values.planted !== undefined) {
    const named = typeof values.planted === 'string' ? values.planted : 'all'
    const which = named === 'all' || named === 'quick' ? named : named.split(',')
    const limits = { from: number(values.from), limit: number(values.limit), jobs: number(values.jobs) }
    return plantedCommand({
      which,
      seed,
      torn: number(values.torn),
      kill: number(values.kill),
      ...limits,
      record: values.record === true,
    })
  }
  const kills = number(values.kill)
  if (kills !== null) return tellKills(kills, seed ?? 1, number(values.jobs))
  const copies = number(values.torn)
  return copies === null ? null : tellTorn(copies, seed ?? 1, number(values.copy))
}

/** `--planted` without a name means all of them. */
const isBare = (arg: string, next: string | undefined): boolean =>
  arg === '--planted' && (next === undefined || next.startsWith('--'))

async function tellKills(n: number, seed: number, jobs: number | null): Promise<number> {
  const { endedAt, failures, seconds } = await runKills(n, seed, jobs ?? undefined)
  for (const [where, times] of [...endedAt].sort(([, a], [, b]) => b - a))
    console.log(`${String(times).padStart(5)}  ${where}`)
  for (const failure of failures)
    console.log(
      `\n${failure.text}\n  npm run simulate -- --kill ${String(failure.kills)} --seed ${String(failure.seed)}`,
    )
  console.log(
    `\n${String(n)} kills from seed ${String(seed)}: ${String(failures.length)} days broke a promise; ${seconds.toFixed(1)} s`,
  )
  return failures.length === 0 ? 0 : 1
}

async function tellTorn(n: number, seed: number, copy: number | null): Promise<number> {
  const { failures, seconds, preparing, each } = await runTorn(n, seed, copy ?? undefined)
  for (const failure of failures)
    console.log(
      `\n${failure.damage}: ${failure.text}\n  npm run simulate -- --torn ${String(n)} --seed ${String(seed)} --copy ${String(failure.copy)}`,
    )
  console.log(
    `\n${String(n)} damaged folders from seed ${String(seed)}: ${String(failures.length)} broke a promise; ${seconds.toFixed(1)} s, ` +
      `${preparing.toFixed(1)} s of it to prepare, ${each.toFixed(0)} ms each`,
  )
  return failures.length === 0 ? 0 : 1
}
