import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { megabytes } from './memory.ts'
import { ms, times } from './measure.ts'
import { works, type PeerResult, type Work } from './peer-result.ts'

interface Product {
  readonly name: string
  readonly file: string
  /** Whose version is printed; null: our own. */
  readonly packageName: string | null
}

const products: readonly Product[] = [
  { name: 'raw', file: 'raw.ts', packageName: null },
  { name: 'Hakomori', file: 'hakomori.ts', packageName: null },
  { name: 'PouchDB', file: 'pouchdb.js', packageName: 'pouchdb-core' },
  { name: 'RxDB', file: 'rxdb.js', packageName: 'rxdb' },
  { name: 'TinyBase', file: 'tinybase.js', packageName: 'tinybase' },
  { name: 'WatermelonDB', file: 'watermelondb.js', packageName: '@nozbe/watermelondb' },
  { name: 'PowerSync', file: 'powersync.js', packageName: '@powersync/node' },
]

/** One after the other runs; so long may one take before it is given up. */
const patienceMs = 240_000

/** The same work by other products, next to the raw limit; printed as a table of Markdown with what is to be known of it. */
export async function benchPeers(items: number, edits: number): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const results: (readonly [Product, PeerResult])[] = []
  for (const product of products) {
    process.stderr.write(`  ${product.name} is at work.\n`)
    const result = await run(product, items, edits)
    if (typeof result === 'string') say(`${product.name} could not do it: ${result}`)
    else results.push([product, result])
  }
  say(`\nThe same work by others: ${items} items, ${Math.min(edits, items)} edits\n`)
  printTable(results, say)
  for (const line of losses(results)) say(line)
  say('')
  for (const [product, result] of results) describe(product, result, say)
}

function run({ file }: Product, items: number, edits: number): Promise<PeerResult | string> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hakomori-peer-'))
  const program = fileURLToPath(new URL('peer-process.ts', import.meta.url))
  const child = fork(program, [file, directory, String(items), String(edits)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
  const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  return new Promise<PeerResult | string>((resolve) => {
    child.once('message', (message) => resolve(message as PeerResult)) // safe: sent by peer-process.ts
    child.once('exit', (code, signal) =>
      resolve(signal === null ? reasonOf(said, code) : `given up after ${patienceMs / 1000} s`),
    )
  }).finally(() => {
    clearTimeout(patience)
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  })
}

const reasonOf = (said: string, code: number | null): string =>
  said.split('\n').find((line) => /^\w*Error( \[\w+\])?:/.test(line)) ?? `it ended with ${String(code)}`

function printTable(results: readonly (readonly [Product, PeerResult])[], say: (line: string) => void): void {
  const raw = results.find(([{ name }]) => name === 'raw')?.[1]
  const lines = [['', ...results.map(([{ name }]) => name)]]
  for (const work of worksInOrder) {
    const limit = raw?.figures[work] ?? null
    lines.push([works[work], ...results.map(([, { figures }]) => cell(work, figures[work], limit))])
  }
  const widths = lines[0]?.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0))) ?? []
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = lines
  say(row(head))
  say(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  for (const line of body) say(row(line))
}

const worksInOrder = Object.keys(works) as Work[] // safe: these are its keys

function cell(work: Work, figure: number | null, limit: number | null): string {
  if (figure === null) return 'no such notion'
  const text = work === 'memory' ? megabytes(figure) : ms(figure)
  return limit === null || work === 'memory' ? text : `${text} (${times(figure, limit)})`
}

/** Who is better than Hakomori at what. */
function losses(results: readonly (readonly [Product, PeerResult])[]): string[] {
  const ours = results.find(([{ name }]) => name === 'Hakomori')?.[1].figures
  if (ours === undefined) return []
  const others = results.filter(([{ packageName }]) => packageName !== null)
  return worksInOrder.flatMap((work) => {
    const mine = ours[work]
    const winners = others.flatMap(([{ name }, { figures }]) => {
      const theirs = figures[work]
      return theirs !== null && mine !== null && theirs < mine
        ? [`${name} (${(mine / theirs).toFixed(1)}× as good)`]
        : []
    })
    return winners.length === 0 ? [] : [`Better than Hakomori at “${works[work]}”: ${winners.join(', ')}.`]
  })
}

function describe({ name, packageName }: Product, result: PeerResult, say: (line: string) => void): void {
  const { durable, notes, without, after } = result
  say(
    `${name}${packageName === null ? '' : ` ${versionOf(packageName)}`}: a write that was answered survives ${durable}.`,
  )
  if (without === null)
    say(
      `  After the pull, 1 added here and 5 there are ${after.added} more, and the new name is ${after.renamed ? 'there' : 'not there'}.`,
    )
  else say(`  Has no such notion as a pull under waiting edits: ${without}.`)
  for (const note of notes) say(`  ${note}`)
}

function versionOf(packageName: string): string {
  const file = new URL(`node_modules/${packageName}/package.json`, import.meta.url)
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string } // safe: every package has one
  return version
}
