import { startPracticeServer } from '../../src/main/practice/practice.ts'

/** The practice server as a process of its own, so that its memory and its work are not the app's. */
const server = await startPracticeServer({
  seed: { items: Number(process.argv[2]) },
  switches: { requestsPerMinute: null, warehouseInventories: 'absent' },
})
process.send?.({ baseUrl: server.baseUrl, apiKey: server.apiKey })
process.once('disconnect', () => {
  void server.close()
})
