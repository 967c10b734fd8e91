/**
 * What was typed after `hakomori`, as one of a closed list of commands, or a sentence that says what is wrong and what
 * to do about it. Reads no file and no environment.
 */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { isMethodName, methodNames } from '../../../shared/contract/contract.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { commandNames, helpFor, isCommandName, type CommandName } from './help.ts'

export type Invocation =
  | { readonly command: 'help'; readonly text: string }
  | { readonly command: 'version' }
  | { readonly command: 'methods' }
  | { readonly command: 'rpc'; readonly data: string | null; readonly automatic: boolean }
  | { readonly command: 'call'; readonly data: string | null; readonly method: string; readonly params: string | null }
  | { readonly command: 'verify'; readonly file: string }
  | { readonly command: 'scan'; readonly data: string | null; readonly stocktakeID: string }
  | { readonly command: 'serve'; readonly data: string | null; readonly port: number; readonly window: boolean }
  | PracticeInvocation

export interface PracticeInvocation {
  readonly command: 'practice'
  readonly remote: string
  readonly port: number
  readonly seed: 'shop' | 'empty' | number
  readonly key: string | null
  /** Where its state is kept; null: in memory. */
  readonly database: string | null
  readonly faults: string | null
  readonly switches: string | null
}

type Values = Readonly<Record<string, string | boolean | undefined>>
interface Typed {
  readonly values: Values
  readonly rest: readonly string[]
}

const data = { data: { type: 'string' } } as const
const optionsOf: Record<CommandName, ParseArgsOptionsConfig> = {
  rpc: { ...data, automatic: { type: 'boolean' } },
  call: data,
  scan: { ...data, stocktake: { type: 'string' } },
  methods: {},
  verify: {},
  serve: { ...data, port: { type: 'string' }, window: { type: 'boolean' }, 'no-window': { type: 'boolean' } },
  practice: {
    remote: { type: 'string' },
    port: { type: 'string' },
    seed: { type: 'string' },
    key: { type: 'string' },
    database: { type: 'string' },
    faults: { type: 'string' },
    switches: { type: 'string' },
  },
}

export function readArguments(args: readonly string[]): Result<Invocation, string> {
  const [first, ...others] = args
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const about = first === 'help' ? others[0] : undefined
    return ok({ command: 'help', text: helpFor(about !== undefined && isCommandName(about) ? about : null) })
  }
  if (first === '--version' || first === '-v') return ok({ command: 'version' })
  if (!isCommandName(first)) {
    return err(
      `There is no command “${first}”. The commands are ${commandNames.join(', ')}; \`hakomori --help\` says what they do.`,
    )
  }
  if (others.includes('--help') || others.includes('-h')) return ok({ command: 'help', text: helpFor(first) })
  const typed = parseTyped(first, others)
  return typed.ok ? readers[first](typed.value) : typed
}

function parseTyped(command: CommandName, args: readonly string[]): Result<Typed, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: optionsOf[command],
      allowPositionals: command === 'call' || command === 'verify',
    })
    // Safe: no option of ours is `multiple`, so none is an array.
    return ok({ values: values as Values, rest: positionals })
  } catch (error) {
    const text = error instanceof Error ? firstSentence(error.message) : String(error)
    return err(`${text} \`hakomori ${command} --help\` lists what it takes.`)
  }
}

const firstSentence = (text: string): string => `${text.split(/\.\s/)[0]?.replace(/\.$/, '') ?? text}.`

const readers: Record<CommandName, (typed: Typed) => Result<Invocation, string>> = {
  rpc: ({ values }) => ok({ command: 'rpc', data: textOf(values, 'data'), automatic: values['automatic'] === true }),
  call: ({ values, rest }) => {
    const [method, params, ...more] = rest
    if (method === undefined) return err('`hakomori call` wants a method, for example `hakomori call app.status`.')
    if (!isMethodName(method))
      return err(`There is no method “${method}”.${nearMethods(method)} \`hakomori methods\` lists them.`)
    if (more.length > 0) {
      return err(
        `“${more[0] ?? ''}” is one argument too many. Put the JSON in single quotes: hakomori call ${method} '{"…": …}'.`,
      )
    }
    return ok({ command: 'call', data: textOf(values, 'data'), method, params: params ?? null })
  },
  scan: ({ values }) => {
    const stocktakeID = textOf(values, 'stocktake')
    return stocktakeID === null
      ? err('`hakomori scan` wants `--stocktake ID`; `hakomori call stocktakes.list` shows the open ones.')
      : ok({ command: 'scan', data: textOf(values, 'data'), stocktakeID })
  },
  methods: () => ok({ command: 'methods' }),
  verify: ({ rest }) => {
    const [file, ...more] = rest
    return file === undefined || more.length > 0
      ? err(
          '`hakomori verify` wants one file: the evidence that was saved of a stocktake. Put a name with spaces in quotes.',
        )
      : ok({ command: 'verify', file })
  },
  serve: ({ values }) => {
    const port = portOf(values)
    return port.ok
      ? ok({ command: 'serve', data: textOf(values, 'data'), port: port.value, window: values['no-window'] !== true })
      : port
  },
  practice: ({ values }) => {
    const port = portOf(values)
    if (!port.ok) return port
    const seed = seedOf(textOf(values, 'seed'))
    if (!seed.ok) return seed
    const remote = textOf(values, 'remote') ?? 'hako-v1'
    return ok({
      command: 'practice',
      remote,
      port: port.value,
      seed: seed.value,
      key: textOf(values, 'key'),
      database: textOf(values, 'database'),
      faults: textOf(values, 'faults'),
      switches: textOf(values, 'switches'),
    })
  },
}

function textOf(values: Values, name: string): string | null {
  const value = values[name]
  return typeof value === 'string' ? value : null
}

/** 0, the default, lets the system choose a free one. */
function portOf(values: Values): Result<number, string> {
  const text = textOf(values, 'port')
  if (text === null) return ok(0)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return port <= 65_535
    ? ok(port)
    : err(`“${text}” is no port. Give a number from 0 (any free one) to 65535 to \`--port\`.`)
}

function seedOf(text: string | null): Result<'shop' | 'empty' | number, string> {
  if (text === null || text === 'shop') return ok('shop')
  if (text === 'empty') return ok('empty')
  return /^[1-9]\d{0,6}$/.test(text)
    ? ok(Number(text))
    : err(`“${text}” is no seed. Give \`shop\`, \`empty\` or a number of items (such as 100000) to \`--seed\`.`)
}

function nearMethods(wrong: string): string {
  const [area, verb] = wrong.toLowerCase().split('.')
  const near = methodNames.filter((name) => {
    const [itsArea, itsVerb] = name.toLowerCase().split('.')
    return itsArea === area || (verb !== undefined && itsVerb === verb)
  })
  return near.length === 0 ? '' : ` Did you mean ${near.slice(0, 4).join(', ')}?`
}
