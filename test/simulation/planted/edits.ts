/**
 * Small textual changes of the product's source, made while it is loaded or bundled and nowhere else: how a test build gets
 * a bug planted or a point to be killed at. The product holds no switch for either.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface Edit {
  /** Below `src/`. */
  readonly file: string
  /** Stands exactly once in the file. */
  readonly find: string
  readonly replace: string
}

/** The environment variable that carries the edits, as JSON, to a process that loads `hook.ts` first. */
export const editsVariable = 'HAKOMORI_TEST_EDITS'

/** The edits that a process was started with. */
export const editsOf = (environment: NodeJS.ProcessEnv): readonly Edit[] =>
  JSON.parse(environment[editsVariable] ?? '[]') as Edit[] // safe: our own launcher wrote it

export const sourceFile = (file: string): string => fileURLToPath(new URL(`../../../src/${file}`, import.meta.url))

/** Throws where `find` isn't there exactly once: an edit that has rotted must not look like one that does no harm. */
export function applyEdit(source: string, { file, find, replace }: Edit): string {
  const parts = source.split(find)
  if (parts.length !== 2)
    throw new Error(`In src/${file} this stands ${String(parts.length - 1)} times instead of once: ${find}`)
  return parts.join(replace)
}

/** What is wrong with the edits, one sentence each. */
export function rottenEdits(edits: readonly Edit[]): string[] {
  const sources = new Map<string, string>()
  return edits.flatMap((edit) => {
    try {
      const source = sources.get(edit.file) ?? readFileSync(sourceFile(edit.file), 'utf8')
      sources.set(edit.file, applyEdit(source, edit))
      return []
    } catch (error) {
      return [String(error)]
    }
  })
}
