/**
 * `npm run demo`: the whole job without a screen, against a practice server, with a core of its own in a temporary
 * folder. `npm run demo -- --remote hive` plays the story of another remote.
 */
import { parseArgs } from 'node:util'
import { remoteNames } from '../../../shared/contract/connections.ts'
import { stories } from './stories.ts'

const print = (line: string): void => void process.stdout.write(`${line}\n`)

async function runDemo(args: readonly string[]): Promise<number> {
  const remote = readRemote(args)
  const name = remoteNames.find((known) => known === remote)
  const play = name === undefined ? undefined : stories[name]
  if (play === undefined) {
    process.stderr.write(
      `There is no demonstration of “${remote ?? args.join(' ')}”. Give one of ${Object.keys(stories).join(', ')} to --remote.\n`,
    )
    return 2
  }
  return (await play(print)) ? 0 : 1
}

/** Null: something else was typed. */
function readRemote(args: readonly string[]): string | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { remote: { type: 'string', default: 'hako-v1' } } })
    return values.remote
  } catch {
    return null
  }
}

process.exitCode = await runDemo(process.argv.slice(2))
