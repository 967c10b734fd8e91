import type { ScannerSettings } from '../../../shared/contract/settings.ts'
import type { LayoutName } from '../layouts.ts'
import type { RawKey } from '../raw-key.ts'
import type { SheetSymbol } from './sheet.ts'

/** What is learnt of a scanner, in the words that the wizard shows. */

/** All keys, down and up, of one scan. */
export type Recording = readonly RawKey[]

export type Ending = 'enter' | 'enterTwice' | 'tab' | 'none' | 'mixed'

export interface WrongCharacter {
  readonly expected: string
  /** Empty: nothing came. */
  readonly got: string
}

export interface Learned {
  readonly profile: ScannerSettings
  /** certain: every code of the sheet, one way to read them; likely: some codes, or several ways; unsure: some are wrong. */
  readonly confidence: 'certain' | 'likely' | 'unsure'
  /** Which codes of the sheet were recognised. */
  readonly seen: readonly SheetSymbol['id'][]
  /** Other layouts that read these codes as well. */
  readonly alsoFits: readonly LayoutName[]
  /** The layout of this computer; null: none that is known here. */
  readonly system: LayoutName | null
  /** Caps Lock was on at this computer; it does no harm, because keys are read by their place. */
  readonly capsLockOn: boolean
  readonly ending: Ending
  /** What comes between the code and the end, on every code; a profile can't take it away. */
  readonly extraEnd: string
  /** Milliseconds. */
  readonly medianGap: number
  readonly maxGap: number
  /** null: the code with the separator was not scanned. */
  readonly separator: Separator | null
  /** `]C1`; null: the scanner doesn't name the kind of code. */
  readonly aim: string | null
  readonly wrong: readonly WrongCharacter[]
  readonly advice: readonly Advice[]
}

/** All but what follows from it. */
export type Known = Omit<Learned, 'profile' | 'advice'>

/** How the hidden separator came. `other`: as a key that stands for nothing here. */
export type SeparatorWay =
  'character' | 'altDigits' | 'altKey' | 'f8' | 'control' | 'arrowDown' | 'text' | 'lost' | 'other'

export interface Separator {
  readonly way: SeparatorWay
  /** The substitute, or the name of the unknown key; otherwise empty. */
  readonly text: string
}

/** What to change on the scanner, because no setting of ours can mend it; the most pressing first. */
export type Advice =
  /** Characters are lost or wrong under every layout. */
  | 'setLayout'
  /** The hidden separator never comes. */
  | 'sendSeparator'
  /** It comes as a key that means nothing. */
  | 'changeSeparator'
  /** Its substitute may be part of ordinary codes. */
  | 'rareSeparator'
  /** It ends some codes in a key and others in none. */
  | 'oneEnding'
  /** It ends in nothing, so that each scan waits for silence. */
  | 'addEnter'
  | 'removeEnd'
  | 'shortenPrefix'
  /** As slow as a hand. */
  | 'faster'
  /** It doesn't say which codes are GS1's. */
  | 'nameCodes'
