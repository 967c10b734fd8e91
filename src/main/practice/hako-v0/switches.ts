/** What version 0 leaves open: the points of version 1 that both have, and its own. */
import { defaultSwitches as shared, type HakoSwitches } from '../hako-v1/switches.ts'

export interface HakoV0Switches extends HakoSwitches {
  /** An update of inventory that does not exist. */
  readonly missingRow: 'refused' | 'creates'
  /** Whether inventory rows are answered with createdAt and updatedAt (their table says yes, their example no). */
  readonly inventoryStamps: 'shown' | 'absent'
  /** A deleted row is gone, or stays with a quantity of 0 ("the same as assigning a quantity of 0"). */
  readonly inventoryDelete: 'removes' | 'keeps-zero'
}

export const defaultSwitches: HakoV0Switches = {
  ...shared,
  missingRow: 'refused',
  inventoryStamps: 'shown',
  inventoryDelete: 'removes',
}
