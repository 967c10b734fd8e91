import { writeCountFile } from '../../src/main/core/app/count-files/count-file.ts'
import { makeSigningKey, signText } from '../../src/main/core/store/signatures.ts'
import { eventHash } from '../../src/main/core/store/tape-hash.ts'

type Body = Parameters<typeof writeCountFile>[0]

/** The count of a PC that is not there: as this one was saved, but by somebody else, with every third line one piece more. */
export function otherCount(
  text: string,
  { device, person }: { readonly device: string; readonly person: string },
): string {
  const { body } = JSON.parse(text) as { body: Body } // safe: the app has just written it
  const key = makeSigningKey()
  const { stocktakeID } = body.stocktake
  let before = ''
  const events = body.events.map((event, index) => {
    const more = index % 3 === 1 ? 1 : 0
    const changed = {
      ...event,
      scanID: `other-${String(index)}`,
      person,
      quantity: event.quantity + more,
      counted: event.counted === null ? null : event.counted + more,
      counts: event.counts === null ? null : event.counts + more,
    }
    before = eventHash(before, { ...changed, stocktakeID })
    return { ...changed, hash: before }
  })
  const content = { ...body, device: { name: device, publicKey: key.publicKey }, events }
  return writeCountFile(content, (whole) => signText(whole, key))
}
