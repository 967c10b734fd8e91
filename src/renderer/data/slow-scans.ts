/** Scans whose answer takes long: a broken line answers once it is mended, and the window may be closed before. */

/** Only an answer that takes this long is worth a word. Milliseconds. */
const longWait = 400

/** Holds what is slow; the returned function says that the answer is here. */
export function watchAnswer(hold: () => void, release: () => void): () => void {
  let held = false
  const timer = setTimeout(() => {
    held = true
    hold()
  }, longWait)
  return () => {
    clearTimeout(timer)
    if (held) release()
  }
}

/** Until the answer is here or the scan is held: what is scanned behind it would not outlive the window otherwise. */
export const untilHeld = (record: (onHeld: () => void) => Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    void record(resolve).then(() => resolve())
  })
