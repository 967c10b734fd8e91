import { startRackoServer } from '../../../practice/practice.ts'
import { compare, countOffline, othersSell, review, type Count } from '../hako-v1/scenes.ts'
import { onStage, plural, type Play, type Stage as StageOf } from '../story.ts'

type Server = Awaited<ReturnType<typeof startShop>>
type Stage = StageOf<Server>

/**
 * A remote whose paths and fields nobody has published: a person's mapping names them, is refused where it is wrong, is
 * tried, and is confirmed before anything is written by it. Then the usual job.
 */
export const playRacko: Play = async (print) => {
  const server = await startShop()
  return onStage(server, print, async (stage) => {
    await connectUnconfirmed(stage)
    await confirm(stage)
    const count = await countOffline(stage)
    await othersSell(stage, count)
    await review(stage, count)
    await send(stage)
    await loseOneAnswer(stage, count)
    const agree = await compare(stage)
    const writes = server.control.requests().filter((request) => request.method !== 'GET').length
    print(
      `\n${agree ? 'They agree.' : 'They do NOT agree.'} ${plural(server.control.requests().length, 'request')} in all, ${String(writes)} of them writes.`,
    )
    return agree
  })
}

/** With the other client that the scenes know. */
async function startShop() {
  const server = await startRackoServer({ seed: 'shop' })
  const { others } = server.control
  const actAsOther = (act: { readonly sku: string; readonly warehouseID: string; readonly quantity: number }): void =>
    others((account, at) =>
      account.adjust({ sku: act.sku }, act.warehouseID, (figure) => ({ ok: true, value: figure - act.quantity }), {
        at,
        notes: '',
        step: () => true,
      }),
    )
  return { ...server, apiKey: server.credentials.apiKey, control: { ...server.control, actAsOther } }
}

const connectionOf = ({ server }: Stage, mapping?: string) =>
  ({
    name: 'Practice warehouse',
    remote: 'racko',
    baseUrl: server.baseUrl,
    credentials: server.credentials,
    options: {
      settleSeconds: 0,
      settings: { requestsPerMinute: '600', ...(mapping !== undefined && { mapping }) },
    },
  }) as const

async function connectUnconfirmed(stage: Stage): Promise<void> {
  const { server, client, call, scene, tell } = stage
  scene('Connect, with a mapping that nobody has confirmed')
  const wrong = await client.call('connections.save', connectionOf(stage, server.mapping().replace('"POST"', '"PSOT"')))
  tell(wrong.ok ? 'A wrong mapping was taken' : `Refused: "${wrong.error.message}"`)
  const { connectionID } = await call('connections.save', connectionOf(stage))
  const { parts } = await call('connections.try', { connectionID })
  for (const { part, ok, found } of parts) tell(`tried ${part}: ${ok ? plural(found, 'row') : 'not understood'}`)
  const attempt = await client.call('stock.receive', { sku: 'X', warehouseID: 'Y', quantity: 1 })
  tell(attempt.ok ? 'Something was booked' : `Booking: "${attempt.error.message}"`)
}

async function confirm(stage: Stage): Promise<void> {
  const { server, call, scene, tell } = stage
  scene('Confirm the mapping, and copy')
  await call('connections.save', { ...connectionOf(stage, server.mapping()), connectionID: '1' })
  const report = await call('sync.run', {})
  const { mirror } = await call('app.status', {})
  tell(
    `${plural(mirror.items, 'item')} in ${plural(mirror.warehouses, 'warehouse')} copied with ${plural(report.requests, 'request')}, with their barcodes`,
  )
}

async function send({ server, call, scene, tell }: Stage): Promise<void> {
  scene('Send: one adjustment in a request')
  const plan = await call('queue.plan', {})
  for (const step of plan.calls)
    tell(`plan: ${step.endpoint}, ${plural(step.rows, 'row')}, ${plural(step.requests, 'request')}`)
  const report = await call('sync.run', {})
  const sent = server.control.requests().findLast(({ method }) => method === 'POST')
  tell(`One of them: ${JSON.stringify(sent?.body ?? null).slice(0, 150)}…`)
  tell(`${plural(report.sent, 'change')} settled, ${plural(report.questions, 'question')} left`)
}

async function loseOneAnswer({ server, call, scene, tell }: Stage, { moved, warehouseID }: Count): Promise<void> {
  scene('Lose the answer of an adjustment')
  await call('stock.receive', { sku: moved, warehouseID, quantity: 5 })
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await call('sync.run', {})
  const question = (await call('queue.list', { state: 'questions' })).rows[0]
  if (!question?.question) {
    tell('It was found among Racko’s adjustments by our own token: nobody is asked')
    return
  }
  tell(`"${question.question.text}"`)
  await call('queue.decide', { changeID: question.changeID, decision: 'applied' })
  tell('Decided as suggested: nothing is sent twice')
}
