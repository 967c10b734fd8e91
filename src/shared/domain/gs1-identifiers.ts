/**
 * GS1 application identifiers that are met on goods and their boxes: title, form of the value and what can be checked of
 * it, after the GS1 syntax dictionary. An `n` at the end of an identifier stands for the number of decimal places, 0 to 5.
 * A form is digits of one exact length (`N14`), a value up to a length (`X..20`, CSET 82), or one after the other.
 */
export interface Gs1Identifier {
  readonly ai: string
  readonly title: string
  /** Digits at the start whose number is fixed. */
  readonly digits: number
  /** What follows them, up to a length; null: nothing, the value's length is fixed. */
  readonly rest: { readonly numeric: boolean; readonly min: 0 | 1; readonly max: number } | null
  readonly check: 'none' | 'checkDigit' | 'date'
}

type Row = readonly [ai: string, title: string, form: string, check?: Gs1Identifier['check']]

const rows: readonly Row[] = [
  ['00', 'SSCC', 'N18', 'checkDigit'],
  ['01', 'GTIN', 'N14', 'checkDigit'],
  ['02', 'CONTENT', 'N14', 'checkDigit'],
  ['10', 'BATCH/LOT', 'X..20'],
  ['11', 'PROD DATE', 'N6', 'date'],
  ['12', 'DUE DATE', 'N6', 'date'],
  ['13', 'PACK DATE', 'N6', 'date'],
  ['15', 'BEST BEFORE', 'N6', 'date'],
  ['16', 'SELL BY', 'N6', 'date'],
  ['17', 'USE BY', 'N6', 'date'],
  ['20', 'VARIANT', 'N2'],
  ['21', 'SERIAL', 'X..20'],
  ['22', 'CPV', 'X..20'],
  ['235', 'TPX', 'X..28'],
  ['240', 'ADDITIONAL ID', 'X..30'],
  ['241', 'CUST. PART No.', 'X..30'],
  ['242', 'MTO VARIANT', 'N..6'],
  ['243', 'PCN', 'X..20'],
  ['250', 'SECONDARY SERIAL', 'X..30'],
  ['251', 'REF. TO SOURCE', 'X..30'],
  ['253', 'GDTI', 'N13 X..17'],
  ['254', 'GLN EXTENSION', 'X..20'],
  ['30', 'VAR. COUNT', 'N..8'],
  ['310n', 'NET WEIGHT (kg)', 'N6'],
  ['311n', 'LENGTH (m)', 'N6'],
  ['312n', 'WIDTH (m)', 'N6'],
  ['313n', 'HEIGHT (m)', 'N6'],
  ['314n', 'AREA (m²)', 'N6'],
  ['315n', 'NET VOLUME (l)', 'N6'],
  ['316n', 'NET VOLUME (m³)', 'N6'],
  ['320n', 'NET WEIGHT (lb)', 'N6'],
  ['330n', 'GROSS WEIGHT (kg)', 'N6'],
  ['37', 'COUNT', 'N..8'],
  ['390n', 'AMOUNT', 'N..15'],
  ['391n', 'AMOUNT', 'N3 N..15'],
  ['392n', 'PRICE', 'N..15'],
  ['393n', 'PRICE', 'N3 N..15'],
  ['395n', 'PRICE/UoM', 'N6'],
  ['400', 'ORDER NUMBER', 'X..30'],
  ['401', 'GINC', 'X..30'],
  ['402', 'GSIN', 'N17', 'checkDigit'],
  ['403', 'ROUTE', 'X..30'],
  ['410', 'SHIP TO LOC', 'N13', 'checkDigit'],
  ['411', 'BILL TO', 'N13', 'checkDigit'],
  ['412', 'PURCHASE FROM', 'N13', 'checkDigit'],
  ['413', 'SHIP FOR LOC', 'N13', 'checkDigit'],
  ['414', 'LOC No.', 'N13', 'checkDigit'],
  ['420', 'SHIP TO POST', 'X..20'],
  ['422', 'ORIGIN', 'N3'],
  ['7003', 'EXPIRY TIME', 'N10', 'date'],
  ['8005', 'PRICE PER UNIT', 'N6'],
  ['8020', 'REF No.', 'X..25'],
  ['90', 'INTERNAL', 'X..30'],
  ...['91', '92', '93', '94', '95', '96', '97', '98', '99'].map((ai): Row => [ai, 'INTERNAL', 'X..90']),
]

const identifiers: ReadonlyMap<string, Gs1Identifier> = new Map(
  rows.flatMap(([ai, title, form, check = 'none']) =>
    spelledOut(ai).map((each): [string, Gs1Identifier] => [each, { ai: each, title, ...partsOf(form), check }]),
  ),
)

function spelledOut(ai: string): string[] {
  return ai.endsWith('n') ? ['0', '1', '2', '3', '4', '5'].map((places) => ai.slice(0, -1) + places) : [ai]
}

function partsOf(form: string): Pick<Gs1Identifier, 'digits' | 'rest'> {
  const [, digits = '0', kind, max = '0'] = /^(?:N(\d+))? ?(?:([NX])\.\.(\d+))?$/.exec(form) ?? []
  const optional = digits !== '0' && kind === 'X'
  const rest = kind === undefined ? null : ({ numeric: kind === 'N', min: optional ? 0 : 1, max: Number(max) } as const)
  return { digits: Number(digits), rest }
}

/** The identifier that a text begins with at `place`; none begins with another one, so at most one fits. */
export function identifierAt(text: string, place: number): Gs1Identifier | undefined {
  for (const length of [2, 3, 4]) {
    const found = identifiers.get(text.slice(place, place + length))
    if (found) return found
  }
  return undefined
}

export const findIdentifier = (ai: string): Gs1Identifier | undefined => identifiers.get(ai)
