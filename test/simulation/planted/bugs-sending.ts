import { bug, type PlantedBug } from './bug.ts'

const send = 'main/core/sync/send.ts'
const classify = 'main/core/sync/classify.ts'
const moves = 'shared/domain/change.ts'
const toReady = "else if (fate.records === 'ready') moveUnfolded(writer, ids, 'ready', 'engine', { at })"

/** What happens around a request that leaves. */
export const sendingBugs: readonly PlantedBug[] = [
  bug(
    'lost-answer-sent-again',
    1,
    'A request whose answer is lost simply goes again.',
    classify,
    "return { outcome: 'uncertain', fate: { records: 'unknown', settled: failure.complete }, lane: goOn }",
    "return { outcome: 'uncertain', fate: ready, lane: goOn }",
  ),
  bug(
    'connector-repeats',
    2,
    'The connector repeats a write that broke off.',
    'main/remotes/hako-v1/remote.ts',
    'return transport.exchange(request, (answer) => receiveAcknowledgement(answer, batch, conceal))',
    `const once = () => transport.exchange(request, (answer) => receiveAcknowledgement(answer, batch, conceal))
      const first = await once()
      return first.ok || first.error.kind !== 'uncertain' ? first : once()`,
  ),
  bug(
    'connector-repeats-after-401',
    2,
    'The connector repeats a write that was refused for its key.',
    'main/remotes/hako-v1/remote.ts',
    'return transport.exchange(request, (answer) => receiveAcknowledgement(answer, batch, conceal))',
    `const once = () => transport.exchange(request, (answer) => receiveAcknowledgement(answer, batch, conceal))
      const first = await once()
      return first.ok || first.error.kind !== 'unauthorized' ? first : once()`,
  ),
  {
    name: 'two-cycles-at-once',
    bugClass: 3,
    wrong: 'Two cycles work through the same queue at the same time.',
    edits: [
      {
        file: 'main/core/sync/open-engine.ts',
        find: 'if (this.#running) return options.full && !this.#isFull ? this.#afterwards() : this.#running',
        replace: '',
      },
      {
        file: 'main/core/sync/scheduler.ts',
        find: 'const result = await this.#work.run()',
        replace: 'const [result] = await Promise.all([this.#work.run(), this.#work.run()])',
      },
    ],
  },
  {
    name: 'bookkeeping-fails-the-send',
    bugClass: 5,
    wrong: 'An answer that could not be written down at once is taken for a request that failed.',
    edits: [
      {
        file: send,
        find: 'const { applied, missing } = await persist(context, () => acknowledge(context, requestID, rows, result.value))',
        replace: `let kept
    try {
      kept = acknowledge(context, requestID, rows, result.value)
    } catch {
      await persist(context, () => context.store.write((writer) => moveChanges(writer, changeIDs, 'ready', 'engine', { at })))
      context.store.journal.settle(requestID)
      return ok({ ...nothing, requestID })
    }
    const { applied, missing } = kept`,
      },
    ],
  },
  bug(
    '401-drops-the-change',
    6,
    'A change whose request was refused for its key is dropped as done.',
    send,
    toReady,
    "else if (fate.records === 'ready') moveChanges(writer, ids, outcome === 'unauthorized' ? 'applied' : 'ready', 'engine', { at })",
  ),
  {
    name: '429-deletes-the-change',
    bugClass: 6,
    wrong: 'A change whose request came too soon is deleted from the queue.',
    edits: [
      {
        file: send,
        find: toReady,
        replace: `else if (outcome === 'rateLimited') for (const id of ids) writer.exec('DELETE FROM changes WHERE id = ?', id)
  ${toReady}`,
      },
    ],
  },
  {
    name: 'dropped-after-two-tries',
    bugClass: 6,
    wrong: 'A change that could not be sent twice is given up in silence.',
    edits: [
      {
        file: send,
        find: toReady,
        replace: `else if (fate.records === 'ready' && writer.row('SELECT 1 FROM attempts WHERE uid = ? GROUP BY uid HAVING count(*) > 1', rows[0]?.intent.uid ?? 0)) moveChanges(writer, ids, 'superseded', 'engine', { at })
  ${toReady}`,
      },
      { file: moves, find: "inflight: ['applied',", replace: "inflight: ['superseded', 'applied'," },
    ],
  },
  {
    name: 'refused-is-given-up',
    bugClass: 6,
    wrong: 'A change that the remote refused is given up without a person.',
    edits: [
      {
        file: send,
        find: 'else for (const id of ids) reject(',
        replace: `else if (rows.length === 1) moveChanges(writer, ids, 'discarded', 'engine', { at })
  else for (const id of ids) reject(`,
      },
      { file: moves, find: "inflight: ['applied',", replace: "inflight: ['discarded', 'applied'," },
    ],
  },
  bug(
    '429-is-a-refusal',
    6,
    'A request that came too soon counts as refused for good.',
    classify,
    "return { outcome: 'rateLimited', fate: ready,",
    "return { outcome: 'rateLimited', fate: { records: 'refused', text: failure.text },",
  ),
  bug(
    'refusal-of-an-array-believed',
    1,
    'A refused array counts as not carried out, although the remote may have done a part of it.',
    classify,
    'return rows === 1 && !doubted',
    'return !doubted',
  ),
  bug(
    'missing-rows-applied',
    1,
    'Records that the answer leaves out count as carried out.',
    'main/core/sync/acknowledge.ts',
    'if (match === null) missing.push(row)',
    "if (match === null) moveChanges(writer, row.intent.changeIDs, 'applied', 'engine', { at, question: null, assumed: null })",
  ),
  bug(
    'page-is-success',
    12,
    'A page with status 200, as a portal gives, counts as success.',
    'main/remotes/hako-v1/answer.ts',
    'if (failure !== null) return err(failure)',
    `if (failure !== null && answer.status === 200)
    return ok({ records: batch.rows.map((row) => ({ kind: batch.kind ?? 'item', key: row.newKey ?? row.sku ?? row.key })), cells: [], keys: batch.rows.map((row) => row.key), serverDate: answer.date, status: 200 })
  if (failure !== null) return err(failure)`,
  ),
  bug(
    'redirect-is-success',
    12,
    'A redirect to a sign-in page counts as success.',
    'main/remotes/hako-v1/answer.ts',
    'if (failure !== null) return err(failure)',
    `if (failure?.kind === 'redirected')
    return ok({ records: batch.rows.map((row) => ({ kind: batch.kind ?? 'item', key: row.newKey ?? row.sku ?? row.key })), cells: [], keys: batch.rows.map((row) => row.key), serverDate: answer.date, status: 200 })
  if (failure !== null) return err(failure)`,
  ),
  bug(
    'journal-not-written',
    1,
    'A request leaves without a line in the journal.',
    send,
    'context.store.journal.append({ requestID, changeIDs, bodyHash, at })',
    '',
  ),
  {
    name: 'sent-before-written',
    bugClass: 1,
    wrong: 'A request leaves before the database knows of it.',
    edits: [
      {
        file: send,
        find: `try {
    context.store.journal.append({ requestID, changeIDs, bodyHash, at })
    context.store.write((writer) => {
      writeAhead(context, writer, { requestID, bodyHash, at, planned, rows })
    })
  } catch (failure) {
    context.store.journal.withdraw(requestID)
    throw failure
  }`,
        replace: `context.store.journal.append({ requestID, changeIDs, bodyHash, at })
  const leaving = context.line.send(batch)`,
      },
      {
        file: send,
        find: 'const result = await context.line.send(batch)',
        replace: `const result = await leaving
  context.store.write((writer) => {
    writeAhead(context, writer, { requestID, bodyHash, at, planned, rows })
  })`,
      },
    ],
  },
  bug(
    'refused-array-never-parted',
    7,
    'One bad record has the whole array refused again and again.',
    'main/core/sync/bisect.ts',
    'if (!sent.ok || !sent.value.refusedArray) return sent',
    'if (sent.ok || !sent.ok) return sent',
  ),
  {
    name: 'edit-during-upload-marked-sent',
    bugClass: 11,
    wrong: 'What is queued for a record while its request is on the way is marked as sent with it.',
    edits: [
      {
        file: 'main/core/sync/acknowledge.ts',
        find: "moveUnfolded(writer, row.intent.changeIDs, row.opens ? 'ready' : 'applied'",
        replace: `moveUnfolded(writer, [...row.intent.changeIDs, ...writer.rows("SELECT id FROM changes WHERE uid = ? AND state = 'ready'", row.intent.uid).map((change) => change.id)], 'applied'`,
      },
      { file: moves, find: "ready: ['inflight', 'blocked',", replace: "ready: ['applied', 'inflight', 'blocked'," },
    ],
  },
  bug(
    'view-not-folded-after-a-move',
    10,
    'The view stays as it was when a change moves on.',
    'main/core/store/changes.ts',
    'const stale = moved.filter((row) => !(foldsAlike(row.state) && foldsAlike(to)))',
    'const stale = moved.filter((row) => row.state === to)',
  ),
  bug(
    'local-key-on-the-wire',
    1,
    'A renamed record is addressed by a key that the remote has not confirmed.',
    'main/core/sync/prepare.ts',
    'const key = soleKey(reader, intent.uid)\n  if (key === null) return null',
    'const key = record.base === null ? null : record.view.key\n  if (key === null) return null',
  ),
]
