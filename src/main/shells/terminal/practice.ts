import { z } from 'zod'
import { remoteNames } from '../../../shared/contract/connections.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import {
  defaultSwitches,
  practiceApiKey,
  startPracticeServer,
  type FaultRate,
  type HakoSwitches,
  type PracticeOptions,
  type PracticeServer,
} from '../../practice/practice.ts'
import type { PracticeInvocation } from './arguments.ts'
import { onStopSignal, type Streams } from './streams.ts'

interface PracticeSettings {
  readonly options: PracticeOptions
  readonly rates: readonly FaultRate[]
}

/** `hakomori practice`: prints one line of JSON with address and key, then runs until a signal. */
export async function runPractice(invocation: PracticeInvocation, streams: Streams): Promise<number> {
  const settings = readPracticeSettings(invocation, streams)
  if (!settings.ok) {
    streams.stderr.write(`${settings.error}\n`)
    return 2
  }
  const started = await start(settings.value.options)
  if (!started.ok) {
    streams.stderr.write(`${started.error}\n`)
    return 1
  }
  const server = started.value
  server.control.setFaultRates(settings.value.rates)
  streams.stdout.write(
    `${JSON.stringify({ remote: invocation.remote, baseUrl: server.baseUrl, apiKey: server.apiKey })}\n`,
  )
  await new Promise<void>((resolve) => {
    onStopSignal(() => {
      resolve()
    })
  })
  await server.close()
  return 0
}

async function start(options: PracticeOptions): Promise<Result<PracticeServer, string>> {
  try {
    return ok(await startPracticeServer(options))
  } catch (error) {
    return err(`The practice server could not start: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function readPracticeSettings(invocation: PracticeInvocation, streams: Streams): Result<PracticeSettings, string> {
  if (!(remoteNames as readonly string[]).includes(invocation.remote)) {
    return err(
      `There is no practice server for “${invocation.remote}”. Give one of ${remoteNames.join(', ')} to \`--remote\`.`,
    )
  }
  const switches = readSwitches(invocation.switches)
  if (!switches.ok) return switches
  const rates = readFaults(invocation.faults)
  if (!rates.ok) return rates
  const { port, seed, key, database } = invocation
  return ok({
    rates: rates.value,
    options: {
      port,
      apiKey: key ?? practiceApiKey,
      seed: typeof seed === 'number' ? { items: seed } : seed,
      switches: switches.value,
      ...(database === null ? {} : { database }),
      log: (line) => {
        streams.stderr.write(`${line}\n`)
      },
    },
  })
}

/** Every switch has the type of its default; null is allowed where a limit can be lifted. */
function readSwitches(text: string | null): Result<Partial<HakoSwitches>, string> {
  if (text === null) return ok({})
  const parsed = z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .safeParse(parseJSON(text))
  if (!parsed.success) return err('`--switches` wants a JSON object, for example \'{"batch":"independent"}\'.')
  for (const [name, value] of Object.entries(parsed.data)) {
    if (!Object.hasOwn(defaultSwitches, name)) {
      return err(`There is no switch “${name}”. The switches are ${Object.keys(defaultSwitches).join(', ')}.`)
    }
    // Safe: the line above made sure of the name.
    const usual = defaultSwitches[name as keyof HakoSwitches]
    if (usual !== null && value !== null && typeof usual !== typeof value) {
      return err(`The switch “${name}” wants a ${typeof usual}, such as ${JSON.stringify(usual)}.`)
    }
  }
  // Safe as far as names and types go; a word that is none of a switch's is a developer's slip and acts as no word.
  return ok(parsed.data as Partial<HakoSwitches>)
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
