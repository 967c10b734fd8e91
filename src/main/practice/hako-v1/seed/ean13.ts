/** An EAN-13 of the in-store range: 2, eleven more digits, and the check digit. */
export function inStoreCode(elevenDigits: string): string {
  const body = `2${elevenDigits}`
  if (!/^\d{12}$/.test(body)) throw new Error(`Not eleven digits: ${elevenDigits}`)
  return `${body}${String(checkDigit(body))}`
}

/** GS1's modulo 10: from the right, the digits count three times and once in turn. */
function checkDigit(body: string): number {
  const sum = [...body].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}
