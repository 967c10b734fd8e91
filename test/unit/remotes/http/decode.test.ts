import { setImmediate as nextTurn } from 'node:timers/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import type { RemoteFailure } from '../../../../src/main/core/ports.ts'
import { decodeBody } from '../../../../src/main/remotes/http/decode.ts'
import { createConceal } from '../../../../src/main/remotes/http/error-text.ts'
import { readText } from '../../../../src/main/remotes/http/read-text.ts'
import { createTransport } from '../../../../src/main/remotes/http/transport.ts'
import { ok, type Result } from '../../../../src/shared/domain/result.ts'
import { startRawServer } from '../../../support/http-server.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

/** Asks twice over one connection, and answers what came of each and how many connections it took. */
async function ask(encoding: string, body: Buffer, length = body.length) {
  const server = await startRawServer((_, socket) => {
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${String(length)}\r\n\r\n`
    socket.write(Buffer.concat([Buffer.from(head), body]))
    if (length > body.length) setTimeout(() => socket.resetAndDestroy(), 5)
    return undefined
  })
  const transport = createTransport(new URL(server.url), { environment: {} }, createConceal([]))
  open.push(server, transport)
  const request = { kind: 'read', method: 'GET', path: 'x', headers: {}, body: '' } as const
  const once = (): Promise<Result<string, RemoteFailure>> =>
    transport.exchange({ ...request, signal: new AbortController().signal }, async (answer) =>
      ok((await readText(answer.body, 10_000_000)).text),
    )
  const first = await once()
  await nextTurn()
  return { first, second: await once(), connections: server.connections() }
}

const text = JSON.stringify(Array.from({ length: 5000 }, (_, index) => `Stück ${String(index)}`))

it.each([
  ['br', brotliCompressSync(text)],
  ['gzip', gzipSync(text)],
  ['identity', Buffer.from(text)],
] as const)('an answer packed with %s is unpacked, and its connection is kept', async (encoding, body) => {
  const { first, second, connections } = await ask(encoding, body)
  expect(first).toEqual(ok(text))
  expect(second).toEqual(ok(text))
  expect(connections).toBe(1)
})

it.each([
  ['br', Buffer.from('this is not packed'), 'can’t be unpacked'],
  ['br', brotliCompressSync(text).subarray(0, 200), 'can’t be unpacked'],
  ['gzip', gzipSync(text).subarray(0, 200), 'can’t be unpacked'],
  ['zstd', Buffer.from('x'), 'not asked for (zstd)'],
])('a body of %s that is none is a bad answer', async (encoding, body, said) => {
  expect((await ask(encoding, body)).first).toMatchObject({
    ok: false,
    error: { kind: 'uncertain', cause: 'badBody', complete: false, text: expect.stringContaining(said) as string },
  })
})

it('a packed body that breaks off is a broken connection, not a bad answer', async () => {
  const body = brotliCompressSync(text)
  const { first } = await ask('br', body.subarray(0, 100), body.length)
  expect(first).toMatchObject({ ok: false, error: { kind: 'uncertain', cause: 'reset' } })
})

it('a small body that unpacks to something enormous is given up on the way', async () => {
  const bomb = brotliCompressSync(Buffer.alloc(64 * 1024 * 1024))
  expect(bomb.length).toBeLessThan(1000)
  let most = 0
  const reading = (async () => {
    for await (const piece of decodeBody(pieces(bomb), 'br', 1024 * 1024)) most += piece.length
  })()
  await expect(reading).rejects.toThrow('unpacks to more than anything expected')
  expect(most).toBeLessThanOrEqual(1024 * 1024)
})

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
  await Promise.resolve()
}
