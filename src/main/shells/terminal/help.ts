/** The texts of `--help`. Their first lines are the list of commands. */
import { remoteNames } from '../../../shared/contract/connections.ts'

export const commandNames = ['rpc', 'call', 'scan', 'methods', 'verify', 'serve', 'practice'] as const
export type CommandName = (typeof commandNames)[number]

export const isCommandName = (text: string): text is CommandName => (commandNames as readonly string[]).includes(text)

interface Help {
  readonly usage: string
  readonly summary: string
  readonly more: string
}

const dataOption = `  --data DIR        The data folder. Without it: $HAKOMORI_DATA, or this system's place for a
                    program's data. One Hakomori at a time can use a folder.`

const helps: Record<CommandName, Help> = {
  rpc: {
    usage: 'hakomori rpc [--data DIR] [--automatic]',
    summary: 'Speaks JSON-RPC 2.0 on standard input and output, one message a line.',
    more: `${dataOption}
  --automatic       Reads and sends by itself in the background. Without it nothing happens by
                    itself: only sync.run reads and sends, so that a script knows what it gets.

The params of a call are the method's input object. Answers may come in another order than
the calls; the id pairs them. Events are notifications with the method "changed". An error's
data is {kind, message, retryable, details}. At the end of the input everything pending is
answered, and the program ends with 0.

  echo '{"jsonrpc":"2.0","id":1,"method":"app.status"}' | hakomori rpc --data ./shop`,
  },
  call: {
    usage: 'hakomori call METHOD [JSON] [--data DIR]',
    summary: 'Calls one method and prints its answer as JSON.',
    more: `  METHOD            A name from \`hakomori methods\`, for example items.list
  JSON              The input object; {} when left out, - to read it from standard input
${dataOption}

Nothing happens by itself: only sync.run reads and sends. Ends with 0, with 1 when the answer
is an error (printed as JSON on standard error), and with 2 for wrong arguments.

  hakomori call items.list '{"search": "screw", "limit": 5}'`,
  },
  scan: {
    usage: 'hakomori scan --stocktake ID [--data DIR]',
    summary: 'Counts codes from standard input, one a line, into an open stocktake.',
    more: `  --stocktake ID    From stocktakes.open or stocktakes.list
${dataOption}

Each line is answered with the outcome, the code and the new count once it is on disk. Codes
that nobody knows are kept for later, as on the screen.`,
  },
  methods: {
    usage: 'hakomori methods',
    summary: 'Prints the whole contract as JSON Schema: methods, errors, events.',
    more: '',
  },
  verify: {
    usage: 'hakomori verify FILE',
    summary: 'Checks the evidence of a stocktake: says that it is right, or what was altered.',
    more: `  FILE              An evidence file; the reports saved with it are checked too where they
                    lie beside it

Needs no data folder and no network. Ends with 0 when everything is right, else with 1. The
signature shows that nothing changed since it was saved; whose key it is, the PC that saved it
shows with the same fingerprint.

  hakomori verify "evidence MAIN 2026-11-21-10-42.json"`,
  },
  serve: {
    usage: 'hakomori serve [--data DIR] [--port N] [--no-window]',
    summary: "Serves the app to this PC's own browser and opens it in a window.",
    more: `${dataOption}
  --port N          Another port than any free one
  --no-window       Only prints the address

The address works on this PC alone, holds a key that is new at every start, and is valid
until the program ends.`,
  },
  practice: {
    usage: 'hakomori practice [--remote NAME] [--port N] [--seed SEED] [--key KEY] …',
    summary: 'Runs a practice server of a remote API with made-up goods.',
    more: `  --remote NAME     ${remoteNames.join(', ')} (default hako-v1)
  --port N          Default: any free one
  --seed SEED       shop (default: 300 items of a shop), empty, or a number of items
  --key KEY         The API key it wants; made up and printed when left out
  --database FILE   Keeps its state in this file; in memory when left out
  --switches JSON   How it behaves where the API's documents are silent
  --faults JSON     Which faults it plays

Prints its address and credentials as one line of JSON that connections.save takes with a
name added, and runs until it is stopped.`,
  },
}

export function helpFor(command: CommandName | null): string {
  if (command !== null) {
    const { usage, summary, more } = helps[command]
    return [usage, '', summary, ...(more === '' ? [] : ['', more])].join('\n')
  }
  const list = commandNames.map((name) => `  ${name.padEnd(10)} ${helps[name].summary}`)
  return `Hakomori: stocktaking and stock movements that work without a network.

hakomori COMMAND [options]

${list.join('\n')}

  hakomori COMMAND --help    more about one command
  hakomori --version

Credentials are given to connections.save, or stand in HAKOMORI_CREDENTIALS as JSON:
{"<connection name or ID>": {"apiKey": "…"}}`
}
