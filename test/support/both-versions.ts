import { createServer, request } from 'node:http'

/** One host that hands requests on to two practice servers by their version. */
export async function startBothVersions(
  v0: string,
  v1: string,
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const host = createServer((incoming, outgoing) => {
    const { url = '/', method, headers } = incoming
    const onward = request(new URL(url, url.startsWith('/v0/') ? v0 : v1), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  const address = host.address()
  if (address === null || typeof address === 'string') throw new Error('It listens on no port')
  return {
    address: `http://127.0.0.1:${String(address.port)}`,
    close: () =>
      new Promise((resolve) => {
        host.close(() => resolve())
        host.closeAllConnections()
      }),
  }
}
