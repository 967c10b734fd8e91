import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { methodNames } from '../../../src/shared/contract/contract.ts'
import { readArguments } from '../../../src/main/shells/terminal/arguments.ts'
import { isNodeTooOld } from '../../../src/main/shells/terminal/node-version.ts'
import { runProgram } from '../../../src/main/shells/terminal/program.ts'
import { readLines } from '../../../src/main/shells/host/lines.ts'

async function runHere(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  const code = await runProgram(args, streams)
  const textOf = (stream: PassThrough): string => String(stream.read() ?? '')
  return { code, stdout: textOf(streams.stdout), stderr: textOf(streams.stderr) }
}

const refusal = (...args: readonly string[]): string => {
  const result = readArguments(args)
  return result.ok ? '' : result.error
}

describe('arguments', () => {
  it('become commands', () => {
    expect(readArguments(['rpc', '--data', './shop'])).toEqual({
      ok: true,
      value: { command: 'rpc', data: './shop', automatic: false },
    })
    expect(readArguments(['rpc', '--automatic'])).toMatchObject({ ok: true, value: { automatic: true, data: null } })
    expect(readArguments(['call', 'items.list', '{"limit":1}'])).toMatchObject({
      ok: true,
      value: { command: 'call', method: 'items.list', params: '{"limit":1}' },
    })
    expect(readArguments(['serve', '--port', '8080', '--no-window'])).toMatchObject({
      ok: true,
      value: { port: 8080, window: false },
    })
    expect(readArguments(['practice', '--seed', '100000'])).toMatchObject({
      ok: true,
      value: { remote: 'hako-v1', seed: 100_000, port: 0 },
    })
  })

  it('that are wrong are answered with what, where and what to do', () => {
    expect(refusal('sevre')).toMatch(/no command “sevre”.*rpc, call.*--help/)
    expect(refusal('rpc', '--dat', 'x')).toMatch(/--dat.*hakomori rpc --help/)
    expect(refusal('rpc', 'extra')).toMatch(/extra.*hakomori rpc --help/)
    expect(refusal('rpc', '--data')).toMatch(/--data.*hakomori rpc --help/)
    expect(refusal('call')).toMatch(/wants a method/)
    expect(refusal('call', 'items.lst')).toMatch(/Did you mean items\.list/)
    expect(refusal('call', 'items.get', '{', 'x')).toMatch(/single quotes/)
    expect(refusal('scan')).toMatch(/--stocktake ID/)
    expect(refusal('serve', '--port', '70000')).toMatch(/“70000” is no port/)
    expect(refusal('practice', '--seed', 'lots')).toMatch(/“lots” is no seed/)
  })
})

describe('the program', () => {
  it('prints its help and its version, and ends with 0', async () => {
    expect(await runHere('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('hakomori COMMAND') as string,
    })
    expect(await runHere('help', 'rpc')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('JSON-RPC') as string,
    })
    expect(await runHere('scan', '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--stocktake') as string,
    })
    expect(await runHere('--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    })
  })

  it('ends with 2 and a sentence on standard error for wrong arguments', async () => {
    expect(await runHere('sevre')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('sevre') as string,
    })
    expect(await runHere('call', 'app.status', '{')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not JSON') as string,
    })
    expect(await runHere('practice', '--remote', 'sap')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('hako-v1') as string,
    })
    expect(await runHere('practice', '--switches', '{"bach":"atomic"}')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('bach') as string,
    })
  })

  it('describes every method as JSON Schema, with errors and events', async () => {
    const { stdout } = await runHere('methods')
    const described = JSON.parse(stdout) as { methods: Record<string, unknown>; error: unknown; events: unknown }
    expect(Object.keys(described.methods)).toEqual(methodNames)
    expect(described.methods['stocktakes.scan']).toMatchObject({
      kind: 'command',
      input: { type: 'object', required: ['stocktakeID', 'code', 'scanID'], additionalProperties: false },
    })
    expect(described.error).toMatchObject({ kinds: expect.arrayContaining(['offline']) as string[] })
    expect(described.events).toHaveProperty('changed')
  })
})

describe('lines', () => {
  it('break at line feeds only, whatever the chunks', async () => {
    const stream = new PassThrough()
    const text = 'ü1\r\n2\u20282\n\n3'
    for (const byte of Buffer.from(text)) stream.write(Buffer.from([byte]))
    stream.end()
    const lines: string[] = []
    for await (const line of readLines(stream)) lines.push(line)
    expect(lines).toEqual(['ü1', '2\u20282', '', '3'])
  })

  it('end quietly with a stream that is destroyed', async () => {
    const stream = new PassThrough()
    stream.write('1\nhalf')
    const lines: string[] = []
    for await (const line of readLines(stream)) {
      lines.push(line)
      stream.destroy()
    }
    expect(lines).toEqual(['1'])
  })
})

it('knows which Node is too old for the database', () => {
  expect(['18.20.0', '20.20.2', '22.11.9'].map(isNodeTooOld)).toEqual([true, true, true])
  expect(['22.12.0', '24.21.0', '25.0.0'].map(isNodeTooOld)).toEqual([false, false, false])
})
