import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { createRpcClient } from '../../src/main/shells/host/rpc-client.ts'
import { describeTransport } from './transport-suite.ts'

const script = fileURLToPath(new URL('./transport-double-stdio.ts', import.meta.url))

const startChild = (directory = 'data'): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [script, directory], { stdio: 'pipe' })

/** Everything the process wrote, line by line, once it has ended after its input did. */
async function finish(child: ChildProcessWithoutNullStreams, input: string) {
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return {
    code,
    stderr,
    lines: stdout
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line)),
  }
}

describeTransport('standard input and output', () => {
  const child = startChild()
  const client = createRpcClient((request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`)
    return null
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    client.receive(JSON.parse(line))
  })
  return Promise.resolve({
    call: (method, params) => client.call(method, params),
    listen: client.listen,
    close: async () => {
      child.stdin.end()
      await once(child, 'close')
    },
  })
})

it('answers everything pending before it ends with the input', async () => {
  const calls = [
    '{"jsonrpc":"2.0","id":"slow","method":"sync.run"}',
    '{"jsonrpc":"2.0","id":2,"method":"barcodes.resolve","params":{"code":"4006381333931"}}',
    '{"jsonrpc":"2.0","id":3,"method":"sync.resume"}',
  ]
  const { code, lines } = await finish(startChild(), calls.join('\n'))
  expect(code).toBe(0)
  expect(lines).toHaveLength(3)
  expect(lines).toContainEqual({ jsonrpc: '2.0', id: 'slow', result: { pulled: 1 } })
})

it('says of each bad line what is wrong, and goes on', async () => {
  const input = [
    'not json',
    '{"jsonrpc":"2.0","id":7}',
    '',
    '{"jsonrpc":"2.0","id":8,"method":"items.get","params":{}}',
    '{"jsonrpc":"2.0","id":9,"method":"items.steal"}',
    '[]',
  ]
  const { lines } = await finish(startChild(), `${input.join('\r\n')}\r\n`)
  const told = lines.map((line) => line as { id: unknown; error: { code: number; data: { kind: string } } })
  const byCode = told.map(({ id, error }) => [id, error.code, error.data.kind])
  expect(byCode).toHaveLength(5)
  expect(byCode).toContainEqual([null, -32700, 'invalid'])
  expect(byCode).toContainEqual([7, -32600, 'invalid'])
  expect(byCode).toContainEqual([8, -32602, 'invalid'])
  expect(byCode).toContainEqual([9, -32601, 'unknownMethod'])
  expect(byCode).toContainEqual([null, -32600, 'invalid'])
})

it('answers a batch with a batch, and a notification not at all', async () => {
  const batch = '[{"jsonrpc":"2.0","id":1,"method":"people.list"},{"jsonrpc":"2.0","method":"people.list"},3]'
  const quiet = '{"jsonrpc":"2.0","method":"people.list"}'
  const { lines } = await finish(startChild(), `${quiet}\n${batch}\n`)
  expect(lines).toEqual([
    [
      { jsonrpc: '2.0', id: 1, result: {} },
      expect.objectContaining({ id: null, error: expect.objectContaining({ code: -32600 }) as unknown }),
    ],
  ])
})

it('keeps standard output for messages: what the core prints goes to standard error', async () => {
  const { lines, stderr } = await finish(startChild(), '{"jsonrpc":"2.0","id":1,"method":"data.print"}\n')
  expect(lines).toHaveLength(1)
  expect(stderr).toContain('noise on stdout')
})

it('ends with 1 and the error on standard error when the folder is in use', async () => {
  const { code, lines, stderr } = await finish(startChild('locked'), '')
  expect(code).toBe(1)
  expect(lines).toEqual([])
  expect(JSON.parse(stderr)).toMatchObject({ kind: 'locked', details: { pid: 4711 } })
})

it('ends with 1 when the core dies', async () => {
  const { code, lines } = await finish(startChild(), '{"jsonrpc":"2.0","id":1,"method":"data.crash"}\n')
  expect(code).toBe(1)
  expect(lines).toEqual([
    expect.objectContaining({ id: 1, error: expect.objectContaining({ code: -32603 }) as unknown }),
  ])
})

it('answers what was asked when a signal ends it', async () => {
  const child = startChild()
  child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"people.list"}\n')
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  const [code] = (await once(child, 'close')) as [number | null]
  expect(code).toBe(0)
})
