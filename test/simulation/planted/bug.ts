import type { Edit } from './edits.ts'

export type SeenIn = 'stories' | 'v0' | 'copies' | 'kills'

/** A mistake that somebody could make, and that a check must see. */
export interface PlantedBug {
  readonly name: string
  /** One sentence. */
  readonly wrong: string
  /** Its number in the list of bug classes (docs/faults.md); null: none of them. */
  readonly bugClass: number | null
  readonly edits: readonly Edit[]
  /**
   * What sees it: whole stories, stories of Hako v0, damaged copies of data folders, or real processes that are killed.
   * Left out: stories.
   */
  readonly seenIn?: SeenIn
}

/** A bug of one place. */
export const bug = (
  name: string,
  bugClass: number | null,
  wrong: string,
  file: string,
  find: string,
  replace: string,
): PlantedBug => ({ name, wrong, bugClass, edits: [{ file, find, replace }] })
