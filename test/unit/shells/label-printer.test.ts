import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createPrintRaw } from '../../../src/main/shells/host/label-printer.ts'

interface Printer {
  readonly port: number
  /** Resolves with everything of the next job, once its connection ended. */
  readonly job: Promise<string>
}

async function startPrinter(serve: (socket: Socket) => void = () => undefined): Promise<Printer> {
  const job = Promise.withResolvers<string>()
  const server = createServer((socket) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => job.resolve(Buffer.concat(chunks).toString('utf8')))
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  return { port: typeof address === 'object' && address !== null ? address.port : 0, job: job.promise }
}

const print = createPrintRaw({ connect: 500, idle: 500 })
const host = '127.0.0.1'

test('every byte arrives, once, as UTF-8', async () => {
  const { port, job } = await startPrinter()
  const text = `^XA^CI28^FDÄpfel 箱^FS^XZ\n${'x'.repeat(300_000)}`
  expect(await print({ host, port, text })).toEqual({ ok: true, value: Buffer.byteLength(text) })
  expect(await job).toBe(text)
})

test('a printer that talks back and keeps its side open has printed all the same', async () => {
  const { port } = await startPrinter((socket) => {
    socket.allowHalfOpen = true
    socket.write('ready\r\n')
  })
  expect(await print({ host, port, text: '^XA^XZ' })).toMatchObject({ ok: true })
})

test('a connection that breaks may have printed some', async () => {
  const { port } = await startPrinter((socket) => socket.once('data', () => socket.resetAndDestroy()))
  expect(await print({ host, port, text: 'x'.repeat(5_000_000) })).toEqual({ ok: false, error: 'broken' })
})

test('a name that leads nowhere is told as such', async () => {
  const answer = await print({ host: 'no-such-printer.invalid', port: 9100, text: 'x' })
  expect(answer).toEqual({ ok: false, error: 'notFound' })
})

test('a port where nobody listens is refused', async () => {
  const free = await new Promise<number>((resolve) => {
    const probe = createServer()
    probe.listen(0, host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
  expect(await print({ host, port: free, text: 'x' })).toEqual({ ok: false, error: 'refused' })
})

test('a printer that takes nothing is not waited for forever', async () => {
  const { port } = await startPrinter((socket) => socket.pause().removeAllListeners('data'))
  const text = 'x'.repeat(30_000_000)
  expect(await print({ host, port, text })).toEqual({ ok: false, error: 'timeout' })
})
