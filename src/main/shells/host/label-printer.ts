import { connect } from 'node:net'
import type { PrintFailure, PrintRaw } from '../../core/ports.ts'
import { err, ok } from '../../../shared/domain/result.ts'

export interface PrinterPatience {
  /** Milliseconds until a connection stands. */
  readonly connect: number
  /** Milliseconds in which the printer takes nothing of what is sent. */
  readonly idle: number
}

/**
 * Raw printing over TCP, as label printers listen for it at port 9100: connect, send, close. The printer says nothing; done
 * is when it has taken every byte and closed its side, or kept still after ours was closed.
 */
export const createPrintRaw =
  (patience: PrinterPatience = { connect: 5_000, idle: 15_000 }): PrintRaw =>
  ({ host, port, text }) =>
    new Promise((resolve) => {
      const bytes = Buffer.from(text, 'utf8')
      const socket = connect({ host, port })
      let connected = false
      let taken = false
      const finish = (failure: PrintFailure | null): void => {
        resolve(failure === null ? ok(bytes.length) : err(failure))
        socket.destroy()
      }
      socket.setTimeout(patience.connect)
      socket.once('connect', () => {
        connected = true
        socket.setTimeout(patience.idle)
        socket.end(bytes, () => {
          taken = true
          socket.setTimeout(Math.min(patience.idle, 1_000))
        })
      })
      socket.once('timeout', () => finish(taken ? null : 'timeout'))
      socket.once('error', (error: NodeJS.ErrnoException) => finish(connected ? 'broken' : failureOf(error.code)))
      socket.once('close', () => finish(taken ? null : 'broken'))
      // What a printer answers is of no use, but unread it would keep the connection open.
      socket.resume()
    })

function failureOf(code: string | undefined): PrintFailure {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'notFound'
  if (code === 'ECONNREFUSED') return 'refused'
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'broken'
  return code === 'ETIMEDOUT' ? 'timeout' : 'unreachable'
}
