/** What the scripts tell people: plain lines on standard error, so that standard output stays for results. */

export function say(sentence) {
  process.stderr.write(`hakomori: ${sentence}\n`)
}

/** Ends with a sentence instead of a stack: what went wrong, and what to do. */
export function giveUp(sentence, code = 1) {
  process.stderr.write(`\nhakomori: ${sentence}\n`)
  process.exit(code)
}

/** Seconds as people say them. */
export const since = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`
