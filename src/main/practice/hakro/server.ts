import { systemClock, type PracticeClock } from '../clock.ts'
import { serveApi, type ServerControl } from '../http/serve.ts'
import { seededRandom, type Random } from '../random.ts'
import { plainItems, shopItems, type ShopItem } from './catalogue.ts'
import { createHakroService } from './service.ts'
import { defaultSwitches, type HakroSwitches } from './switches.ts'
import { createTokens } from './tokens.ts'

export interface HakroOptions {
  /** 0 or left out: any free port. */
  readonly port?: number
  readonly clientId?: string
  readonly clientSecret?: string
  /** What is in the catalogue; `shop` when left out. */
  readonly seed?: 'shop' | 'empty' | { readonly items: number }
  readonly switches?: Partial<HakroSwitches>
  readonly clock?: PracticeClock
  /** Draws the faults that come by chance. */
  readonly random?: Random
  /** One line a request. */
  readonly log?: (line: string) => void
}

export interface HakroServer {
  /** With a slash at the end: `http://127.0.0.1:PORT/`. */
  readonly baseUrl: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly control: HakroControl
  close(): Promise<void>
}

export interface HakroControl extends ServerControl {
  setSwitches(changes: Partial<HakroSwitches>): void
  items(): readonly ShopItem[]
  /** Puts an item into the catalogue, at its end if it is new, or takes it out. */
  put(item: ShopItem): void
  remove(code: string): void
  revokeTokens(): void
}

export const practiceClient = { clientId: 'practice-client', clientSecret: 'practice-secret' } as const

/** Rejects when the port is taken. */
export async function startHakroServer(options: HakroOptions = {}): Promise<HakroServer> {
  const { port = 0, clock = systemClock, random = seededRandom(1), log = () => undefined, seed = 'shop' } = options
  const { clientId = practiceClient.clientId, clientSecret = practiceClient.clientSecret } = options
  let switches: HakroSwitches = { ...defaultSwitches, ...options.switches }
  const shelf = new Map(itemsOf(seed).map((item) => [item.code, item]))
  const tokens = createTokens(clientId, clientSecret, () => switches)
  const service = createHakroService({ shelf, tokens, switches: () => switches })
  const serving = await serveApi(service, { port, clock, random, log })
  const baseUrl = `http://127.0.0.1:${String(serving.port)}/`
  return {
    ...{ baseUrl, clientId, clientSecret },
    issuer: `${baseUrl}auth`,
    control: {
      ...serving.control,
      setSwitches(changes) {
        switches = { ...switches, ...changes }
      },
      items: () => [...shelf.values()],
      put: (item) => void shelf.set(item.code, item),
      remove: (code) => void shelf.delete(code),
      revokeTokens: () => tokens.revokeAll(),
    },
    close: () => serving.close(),
  }
}

function itemsOf(seed: NonNullable<HakroOptions['seed']>): readonly ShopItem[] {
  if (seed === 'shop') return shopItems()
  return seed === 'empty' ? [] : plainItems(seed.items)
}
