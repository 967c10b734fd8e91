import { z } from 'zod'
import { remoteNames, type RemoteName } from '../../../shared/contract/connections.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import {
  practiceKinds,
  type FaultRate,
  type PracticeKindOptions,
  type PracticeRemote,
  type Switches,
} from '../../practice/practice.ts'
import type { PracticeInvocation } from './arguments.ts'
import { onStopSignal, type Streams } from './streams.ts'

interface PracticeSettings {
  readonly remote: RemoteName
  readonly options: PracticeKindOptions
  readonly rates: readonly FaultRate[]
}

/** `hakomori practice`: prints one line of JSON with address and credentials, then runs until a signal. */
export async function runPractice(invocation: PracticeInvocation, streams: Streams): Promise<number> {
  const settings = readPracticeSettings(invocation, streams)
  if (!settings.ok) {
    streams.stderr.write(`${settings.error}\n`)
    return 2
  }
  const started = await start(settings.value)
  if (!started.ok) {
    streams.stderr.write(`${started.error}\n`)
    return 1
  }
  const { baseUrl, credentials, settings: chosen, control, close } = started.value
  control.setFaultRates(settings.value.rates)
  const options = Object.keys(chosen).length === 0 ? {} : { options: { settings: chosen } }
  streams.stdout.write(`${JSON.stringify({ remote: invocation.remote, baseUrl, credentials, ...options })}\n`)
  await new Promise<void>((resolve) => {
    onStopSignal(() => {
      resolve()
    })
  })
  await close()
  return 0
}

async function start({ remote, options }: PracticeSettings): Promise<Result<PracticeRemote, string>> {
  try {
    return ok(await practiceKinds[remote].start(options))
  } catch (error) {
    return err(`The practice server could not start: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function readPracticeSettings(invocation: PracticeInvocation, streams: Streams): Result<PracticeSettings, string> {
  const remote = remoteNames.find((name) => name === invocation.remote)
  if (remote === undefined) {
    return err(
      `There is no practice server for “${invocation.remote}”. Give one of ${remoteNames.join(', ')} to \`--remote\`.`,
    )
  }
  const switches = readSwitches(invocation.switches, practiceKinds[remote].switches)
  if (!switches.ok) return switches
  const rates = readFaults(invocation.faults)
  if (!rates.ok) return rates
  const { port, seed, key, database } = invocation
  return ok({
    remote,
    rates: rates.value,
    options: {
      port,
      ...(key === null ? {} : { key }),
      seed: typeof seed === 'number' ? { items: seed } : seed,
      switches: switches.value,
      ...(database === null ? {} : { database }),
      log: (line) => {
        streams.stderr.write(`${line}\n`)
      },
    },
  })
}

/** Every switch has the type of its usual position; null is allowed where a limit can be lifted. */
function readSwitches(text: string | null, known: Switches): Result<Switches, string> {
  if (text === null) return ok({})
  const parsed = z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .safeParse(parseJSON(text))
  if (!parsed.success) return err('`--switches` wants a JSON object, for example \'{"batch":"independent"}\'.')
  for (const [name, value] of Object.entries(parsed.data)) {
    const usual = known[name]
    if (usual === undefined) {
      return err(`There is no switch “${name}”. The switches are ${Object.keys(known).join(', ')}.`)
    }
    if (usual !== null && value !== null && typeof usual !== typeof value) {
      return err(`The switch “${name}” wants a ${typeof usual}, such as ${JSON.stringify(usual)}.`)
    }
  }
  return ok(parsed.data)
}

const faultRates = z.array(
  z.object({
    fault: z.looseObject({ kind: z.string() }),
    probability: z.number().min(0).max(1),
    match: z
      .object({ on: z.enum(['read', 'write', 'any']), method: z.string(), path: z.string() })
      .partial()
      .optional(),
  }),
)

function readFaults(text: string | null): Result<readonly FaultRate[], string> {
  if (text === null) return ok([])
  const parsed = faultRates.safeParse(parseJSON(text))
  return parsed.success
    ? // Safe for a developer's tool: an unknown kind makes the practice server answer nothing and log the reason.
      ok(parsed.data as readonly FaultRate[])
    : err(
        '`--faults` wants a JSON list such as \'[{"fault":{"kind":"response-lost","how":"reset"},"probability":0.1}]\'.',
      )
}

function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
