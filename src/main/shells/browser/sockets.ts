/** The contract over WebSocket: one JSON-RPC message a frame, events to every open socket. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { answerText, notification, type CoreLine } from '../host/rpc.ts'

export interface Sockets {
  /** Takes over a connection that access control let through. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** Far above any answer of a screen; keeps a broken page from filling the memory. */
const maxFrame = 32 * 1024 * 1024

export function serveSockets(core: Pick<CoreLine, 'call' | 'listen'>): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrame, perMessageDeflate: false })
  const stopListening = core.listen((event) => {
    const text = JSON.stringify(notification(event))
    for (const socket of server.clients) send(socket, text)
  })
  server.on('connection', (socket: WebSocket) => {
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) {
        socket.close(1003, 'Text only')
        return
      }
      void answerText(core, textOf(data)).then((answer) => {
        if (answer !== null) send(socket, answer)
      })
    })
    // A socket that breaks is closed by ws itself; the page opens a new one.
    socket.on('error', () => undefined)
  })
  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (accepted) => server.emit('connection', accepted, request))
    },
    close() {
      stopListening()
      for (const socket of server.clients) socket.close(1001, 'Hakomori is closing')
      server.close()
    },
  }
}

function send(socket: WebSocket, text: string): void {
  if (socket.readyState === socket.OPEN) socket.send(text)
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8')
}
