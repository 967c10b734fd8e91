/** What the benchmark and its practice server say to each other. */
export type ToPractice = { readonly ask: 'change'; readonly count: number } | { readonly ask: 'requests' }

export interface Requests {
  readonly reads: number
  readonly writes: number
}

export interface Address {
  readonly baseUrl: string
  readonly apiKey: string
}

export type FromPractice = Address | Requests | { readonly done: true }
