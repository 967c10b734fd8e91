/** One switch for every point where HAKRO's introduction is silent; the defaults are the plainest reading. */
export interface HakroSwitches {
  /** Seconds that a token lives, and whether `expires_in` says so. */
  readonly tokenSeconds: number
  readonly tokenLifeSaid: boolean
  /** Tokens a minute before the token address answers 429. Null: no limit. */
  readonly tokensPerMinute: number | null
  /** Requests for data in any 60 seconds. Null: no limit. */
  readonly requestsPerMinute: number | null
  /** The method of the question for items. */
  readonly filterMethod: 'POST' | 'GET'
  /** Whether the question for items must hold a `Filter`. */
  readonly filterBody: 'any' | 'filter'
  /** Elements of a page where no `count` is given. */
  readonly usualCount: number
  /** What is answered for the stock of a code that nobody has. */
  readonly unknownStock: 'left-out' | 'zero' | 'refused'
  /** Codes in one question for stock at most; more is a 400. */
  readonly mostCodes: number
  /** Whether large answers are refused to who can't unpack. */
  readonly packing: 'required' | 'offered'
  /** Out of service: 503 to everything. */
  readonly outage: boolean
}

export const defaultSwitches: HakroSwitches = {
  tokenSeconds: 3600,
  tokenLifeSaid: true,
  tokensPerMinute: 10,
  requestsPerMinute: null,
  filterMethod: 'POST',
  filterBody: 'any',
  usualCount: 25,
  unknownStock: 'left-out',
  mostCodes: 250,
  packing: 'required',
  outage: false,
}
