/**
 * GS1 application identifiers that are met on goods and their boxes: title, form of the value and what can be checked of
 * it, after the GS1 syntax dictionary. An `n` at the end of an identifier stands for the number of decimal places, 0 to 5.
 * A form is digits of one exact length (`N14`), a value up to a length (`X..20`, CSET 82; `X2..2`: and at
 * least as long as that), or one after the other; what is in brackets may be missing. Those that are met less often are here so that the item number beside them is read.
 */
export interface Gs1Identifier {
  readonly ai: string
  readonly title: string
  /** Digits at the start whose number is fixed. */
  readonly digits: number
  /** What follows them, up to a length; null: nothing, the value's length is fixed. */
  readonly rest: { readonly numeric: boolean; readonly min: number; readonly max: number } | null
  /** Its length is known by its first two digits, so that no separator has to follow (General Specifications, 7.8.5). */
  readonly predefined: boolean
  readonly check: 'none' | 'checkDigit' | 'date'
}

type Row = readonly [ai: string, title: string, form: string, check?: Gs1Identifier['check']]

const rows: readonly Row[] = [
  ['00', 'SSCC', 'N18', 'checkDigit'],
  ['01', 'GTIN', 'N14', 'checkDigit'],
  ['02', 'CONTENT', 'N14', 'checkDigit'],
  ['03', 'MTO GTIN', 'N14', 'checkDigit'],
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
  ['253', 'GDTI', 'N13 [X..17]'],
  ['254', 'GLN EXTENSION', 'X..20'],
  ['255', 'GCN', 'N13 [N..12]'],
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
  ...endings('32', '123456789').map((ai): Row => [`${ai}n`, 'SIZE (in, ft, yd)', 'N6']),
  ...endings('33', '1234567').map((ai): Row => [`${ai}n`, 'GROSS SIZE (m, m², l, m³)', 'N6']),
  ['340n', 'GROSS WEIGHT (lb)', 'N6'],
  ...endings('34', '123456789').map((ai): Row => [`${ai}n`, 'GROSS SIZE (in, ft, yd)', 'N6']),
  ...endings('35', '01234567').map((ai): Row => [`${ai}n`, 'AREA, NET WEIGHT (oz)', 'N6']),
  ...endings('36', '0123456789').map((ai): Row => [`${ai}n`, 'VOLUME (qt, gal, in³, ft³, yd³)', 'N6']),
  ['37', 'COUNT', 'N..8'],
  ['390n', 'AMOUNT', 'N..15'],
  ['391n', 'AMOUNT', 'N3 N..15'],
  ['392n', 'PRICE', 'N..15'],
  ['393n', 'PRICE', 'N3 N..15'],
  ['394n', 'PRCNT OFF', 'N4'],
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
  ['415', 'PAY TO', 'N13', 'checkDigit'],
  ['416', 'PROD/SERV LOC', 'N13', 'checkDigit'],
  ['417', 'PARTY', 'N13', 'checkDigit'],
  ['420', 'SHIP TO POST', 'X..20'],
  ['421', 'SHIP TO POST', 'N3 X..9'],
  ['422', 'ORIGIN', 'N3'],
  ['423', 'COUNTRY INITIAL PROCESS', 'N3 [N..12]'],
  ['424', 'COUNTRY PROCESS', 'N3'],
  ['425', 'COUNTRY DISASSEMBLY', 'N3 [N..12]'],
  ['426', 'COUNTRY FULL PROCESS', 'N3'],
  ['427', 'ORIGIN SUBDIVISION', 'X..3'],
  ...['4300', '4301', '4310', '4311', '4320'].map((ai): Row => [ai, 'SHIP, RETURN, SERVICE', 'X..35']),
  ...endings('430', '23456').map((ai): Row => [ai, 'SHIP TO ADDRESS', 'X..70']),
  ...endings('431', '23456').map((ai): Row => [ai, 'RETURN TO ADDRESS', 'X..70']),
  ...['4307', '4317'].map((ai): Row => [ai, 'COUNTRY', 'X2..2']),
  ...['4308', '4319'].map((ai): Row => [ai, 'PHONE', 'X..30']),
  ['4309', 'GEO', 'N20'],
  ['4318', 'RETURN TO POST', 'X..20'],
  ...endings('432', '123').map((ai): Row => [ai, 'FLAG', 'N1']),
  ...endings('432', '45').map((ai): Row => [ai, 'DELIVER AT', 'N10']),
  ['4326', 'RELEASE DATE', 'N6'],
  ...endings('433', '0123').map((ai): Row => [ai, 'TEMPERATURE', 'N6 [X..1]']),
  ['7001', 'NSN', 'N13'],
  ['7002', 'MEAT CUT', 'X..30'],
  ['7003', 'EXPIRY TIME', 'N10', 'date'],
  ['7004', 'ACTIVE POTENCY', 'N..4'],
  ['7005', 'CATCH AREA', 'X..12'],
  ['7006', 'FIRST FREEZE DATE', 'N6', 'date'],
  ['7007', 'HARVEST DATE', 'N6 [N..6]'],
  ['7008', 'AQUATIC SPECIES', 'X..3'],
  ['7009', 'FISHING GEAR TYPE', 'X..10'],
  ['7010', 'PROD METHOD', 'X..2'],
  ['7011', 'TEST BY DATE', 'N6 [N..4]', 'date'],
  ['7020', 'REFURB LOT', 'X..20'],
  ['7021', 'FUNC STAT', 'X..20'],
  ['7022', 'REV STAT', 'X..20'],
  ['7023', 'GIAI ASSEMBLY', 'X..30'],
  ...endings('703', '0123456789').map((ai): Row => [ai, 'PROCESSOR', 'N3 X..27']),
  ...endings('71', '0123456').map((ai): Row => [ai, 'NHRN', 'X..20']),
  ...endings('723', '0123456789').map((ai): Row => [ai, 'CERT', 'X..30']),
  ['7240', 'PROTOCOL', 'X..20'],
  ['8001', 'DIMENSIONS', 'N14'],
  ['8002', 'CMT No.', 'X..20'],
  ['8003', 'GRAI', 'N14 [X..16]'],
  ['8004', 'GIAI', 'X..30'],
  ['8005', 'PRICE PER UNIT', 'N6'],
  ['8006', 'ITIP', 'N18'],
  ['8007', 'IBAN', 'X..34'],
  ['8008', 'PROD TIME', 'N8 [N..4]', 'date'],
  ['8009', 'OPTSEN', 'X..50'],
  ['8010', 'CPID', 'X..30'],
  ['8011', 'CPID SERIAL', 'N..12'],
  ['8012', 'VERSION', 'X..20'],
  ['8013', 'GMN', 'X..25'],
  ['8017', 'GSRN PROVIDER', 'N18', 'checkDigit'],
  ['8018', 'GSRN RECIPIENT', 'N18', 'checkDigit'],
  ['8019', 'SRIN', 'N..10'],
  ['8020', 'REF No.', 'X..25'],
  ['8026', 'ITIP CONTENT', 'N18'],
  ['8110', 'COUPON', 'X..70'],
  ['8111', 'POINTS', 'N4'],
  ['8112', 'COUPON', 'X..70'],
  ['8200', 'PRODUCT URL', 'X..70'],
  ['90', 'INTERNAL', 'X..30'],
  ...['91', '92', '93', '94', '95', '96', '97', '98', '99'].map((ai): Row => [ai, 'INTERNAL', 'X..90']),
]

const forms = /^(?:N(\d+))? ?(\[)?(?:([NX])(\d+)?\.\.(\d+)\]?)?$/
const predefined = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/

const identifiers: ReadonlyMap<string, Gs1Identifier> = new Map(
  rows.flatMap(([ai, title, form, check = 'none']) =>
    spelledOut(ai).map((each): [string, Gs1Identifier] => {
      return [each, { ai: each, title, ...partsOf(form), check, predefined: predefined.test(each) }]
    }),
  ),
)

function spelledOut(ai: string): string[] {
  return ai.endsWith('n') ? ['0', '1', '2', '3', '4', '5'].map((places) => ai.slice(0, -1) + places) : [ai]
}

/** Identifiers that differ in their last digit. */
function endings(start: string, digits: string): string[] {
  return Array.from(digits, (digit) => start + digit)
}

function partsOf(form: string): Pick<Gs1Identifier, 'digits' | 'rest'> {
  const [, digits = '0', bracket = '', kind, least = '1', most = '0'] = forms.exec(form) ?? []
  const min = bracket === '' ? Number(least) : 0
  const rest = kind === undefined ? null : ({ numeric: kind === 'N', min, max: Number(most) } as const)
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
