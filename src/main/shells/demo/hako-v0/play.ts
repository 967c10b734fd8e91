import { startHakoV0Server } from '../../../practice/practice.ts'
import { compare, connect, countOffline, othersSell, review, workOffline, type Count } from '../hako-v1/scenes.ts'
import { onStage, plural, type Play, type Stage as StageOf } from '../story.ts'

type Server = Awaited<ReturnType<typeof startHakoV0Server>>
type Stage = StageOf<Server>

/**
 * The job of version 1 over version 0, which knows figures only: every movement is written as the figure it leads to, a
 * lost answer is settled by figure and stamp, and somebody who writes at the same moment can be overwritten.
 */
export const playHakoV0: Play = async (print) => {
  const server = await startHakoV0Server({ seed: 'shop' })
  return onStage(server, print, async (stage) => {
    await connect(stage, 'hako-v0')
    const count = await countOffline(stage)
    await workOffline(stage, count)
    await othersSell(stage, count)
    await review(stage, count)
    await sendFigures(stage)
    await loseOneAnswer(stage, count)
    await meetSomebody(stage, count)
    const agree = await compare(stage)
    const writes = server.control.requests().filter((request) => request.method !== 'GET').length
    print(
      `\n${agree ? 'They agree.' : 'They do NOT agree.'} ${plural(server.control.requests().length, 'request')} in all, ${String(writes)} of them writes.`,
    )
    return agree
  })
}

async function sendFigures({ server, call, scene, tell }: Stage): Promise<void> {
  scene('Send movements as figures')
  const plan = await call('queue.plan', {})
  for (const step of plan.calls)
    tell(`plan: ${step.endpoint}, ${plural(step.rows, 'row')}, ${plural(step.requests, 'request')}`)
  server.control.clearRequests()
  const report = await call('sync.run', {})
  const figure = server.control.requests().find(({ method, path }) => method === 'PUT' && path.endsWith('/inventory'))
  tell(`One of them: ${JSON.stringify(figure?.body ?? null).slice(0, 90)}…`)
  tell(`${plural(report.sent, 'change')} settled, ${plural(report.questions, 'question')} left`)
}

async function loseOneAnswer({ server, call, scene, tell }: Stage, { moved, warehouseID }: Count): Promise<void> {
  scene('Lose the answer: the figure is there with a new stamp, so it happened')
  await call('stock.receive', { sku: moved, warehouseID, quantity: 5 })
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  const report = await call('sync.run', {})
  tell(
    `After the answer was lost: ${plural(report.waiting, 'change')} waiting, ${plural(report.questions, 'question')}`,
  )
}

async function meetSomebody({ server, call, scene, tell }: Stage, { moved, warehouseID }: Count): Promise<void> {
  scene('Somebody sells between our reading and the next sending: the movement is added to the new figure')
  await call('stock.receive', { sku: moved, warehouseID, quantity: 2 })
  const figure = (): number => server.control.snapshot().items.find(({ sku }) => sku === moved)?.stock[warehouseID] ?? 0
  const before = figure()
  server.control.actAsOther({ kind: 'sell', sku: moved, warehouseID, quantity: 1 })
  await call('sync.run', {})
  tell(`${String(before)} at the remote, somebody takes 1, we bring 2: ${String(figure())}`)
}
