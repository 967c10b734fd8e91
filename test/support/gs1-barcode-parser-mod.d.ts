/** The part of the package's documented answer that the tests compare with; it brings no types of its own. */
declare module 'gs1-barcode-parser-mod' {
  export function parseBarcode(barcode: string): {
    readonly parsedCodeItems: readonly { readonly ai: string; readonly raw: string }[]
  }
}
