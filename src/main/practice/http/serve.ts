/**
 * A practice API on a port: network, faults, request log. Knows no API by name; the API comes in through
 * `PracticeApi`. May import Node's http and the files of `practice/`, nothing of an API's folder.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PracticeApi } from '../api.ts'
import type { PracticeClock } from '../clock.ts'
import { createFaultPlan, type Fault, type FaultMatch, type FaultPlan, type FaultRate } from '../faults.ts'
import type { Random } from '../random.ts'
import { createRequestLog, type RequestLog, type RequestRecord } from '../request-log.ts'
import { runExchange, type ExchangeTools } from './exchange.ts'
import { planExchange } from './exchange-plan.ts'
import { listen, type Network } from './network.ts'
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

interface Serving {
  readonly port: number
  readonly control: ServerControl
  close(): Promise<void>
}

interface ServeOptions {
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

  const network = await listen(options.port, (incoming, response) => {
    readAndAnswer(tools, faults, log, incoming, response)
      .then((record) => {
        if (record !== null) options.log(describeExchange(record))
      })
      .catch((error: unknown) => {
        // Only a bug in the practice server gets here.
        options.log(
          `Practice server failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        )
        response.destroy()
      })
  })

  return {
    port: network.port,
    control: createControl(api, network, faults, log),
    async close() {
      tools.timers.cancelAll()
      await network.off()
      api.close()
    },
  }
}

async function readAndAnswer(
  tools: ExchangeTools,
  faults: FaultPlan,
  log: RequestLog,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<RequestRecord | null> {
  // The API says what time it is, or does not.
  response.sendDate = false
  const request = await readRequest(incoming)
  if (request === null) {
    response.destroy()
    return null
  }
  const { method, path, body } = request
  const fault = faults.take(request)
  const record = log.open({ at: tools.clock.now(), method, path, text: body, fault: fault?.kind ?? null })
  await runExchange(tools, planExchange(fault), request, record, response)
  return record
}

function createControl(api: PracticeApi, network: Network, faults: FaultPlan, log: RequestLog): ServerControl {
  const prepare = (fault: Fault): void => {
    if (fault.kind === 'stale-read') api.keepReplica()
  }
  return {
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
