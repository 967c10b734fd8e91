/**
 * A practice API on a port: network, faults, request log. Knows no API by name; the API comes in through
 * `PracticeApi`. May import Node's http and the files of `practice/`, nothing of an API's folder.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PracticeApi } from '../api.ts'
import type { PracticeClock } from '../clock.ts'
import { createFaultPlan, type Fault, type FaultMatch, type FaultRate } from '../faults.ts'
import type { Random } from '../random.ts'
import { createRequestLog, type RequestRecord } from '../request-log.ts'
import { runExchange, type ExchangeTools } from './exchange.ts'
import { planExchange } from './exchange-plan.ts'
import { listen } from './network.ts'
import { readRequest } from './read-request.ts'
import { createTimers } from './timers.ts'

/** What can be done to any practice server, whatever its API. */
export interface ServerControl {
  /** Refuses new connections and tears the open ones. Requests on their way still land. */
  networkOff(): Promise<void>
  networkOn(): Promise<void>
  /** The next matching request meets this fault. Matches what makes sense for the fault unless told otherwise. */
  schedule(fault: Fault, match?: FaultMatch): void
  /** Faults by chance, drawn from the server's `random`. Replaces earlier rates. */
  setFaultRates(rates: readonly FaultRate[]): void
  /** Forgets scheduled faults and rates. */
  clearFaults(): void
  pendingFaults(): readonly Fault[]
  /** Requests since the start or since `clearRequests`, oldest first. */
  requests(): readonly RequestRecord[]
  clearRequests(): void
}

export interface Serving {
  readonly port: number
  readonly control: ServerControl
  close(): Promise<void>
}

export interface ServeOptions {
  readonly port: number
  readonly clock: PracticeClock
  readonly random: Random
  /** One line a request. */
  readonly log: (line: string) => void
}

export async function serveApi(api: PracticeApi, options: ServeOptions): Promise<Serving> {
  const faults = createFaultPlan(options.random)
  const log = createRequestLog()
  const tools: ExchangeTools = { api, clock: options.clock, timers: createTimers(options.clock), held: [] }

  const readAndAnswer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming)
    if (request === null) {
      response.destroy()
      return
    }
    const fault = faults.take(request)
    const at = options.clock.now()
    const record = log.open({ at, method: request.method, path: request.path, text: request.body, fault: fault?.kind ?? null })
    response.sendDate = false
    await runExchange(tools, planExchange(fault), request, record, response)
    options.log(describeExchange(record))
  }

  const network = await listen(options.port, (incoming, response) => {
    readAndAnswer(incoming, response).catch((error: unknown) => {
      // Only a bug in the practice server gets here.
      options.log(`Practice server failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      response.destroy()
    })
  })

  const prepare = (fault: Fault): void => {
    if (fault.kind === 'stale-read') api.keepReplica()
  }

  return {
    port: network.port,
    control: {
      networkOff: () => network.off(),
      networkOn: () => network.on(),
      schedule(fault, match) {
        prepare(fault)
        faults.schedule(fault, match)
      },
      setFaultRates(rates) {
        for (const rate of rates) prepare(rate.fault)
        faults.setRates(rates)
      },
      clearFaults: () => faults.clear(),
      pendingFaults: () => faults.pending(),
      requests: () => log.records(),
      clearRequests: () => log.clear(),
    },
    async close() {
      tools.timers.cancelAll()
      await network.off()
      api.close()
    },
  }
}

const describeExchange = (record: RequestRecord): string =>
  [
    record.method,
    record.path,
    record.rows === null ? '' : `${String(record.rows)} rows`,
    record.status === null ? 'no answer' : String(record.status),
    record.fault ?? '',
  ]
    .filter((word) => word !== '')
    .join(' ')
