/**
 * The codes that a scanner is learnt from. Together they have every printable ASCII character; none begins or ends in a
 * space, which some scanners trim, and each is known by its content, whatever order they are scanned in.
 */
export interface SheetSymbol {
  readonly id: 'capitals' | 'small' | 'digits' | 'signs' | 'gs1'
  readonly symbology: 'code128' | 'gs1-128'
  /** What a perfect scanner says; `\x1d` is the hidden separator. */
  readonly content: string
  /** What is asked of whoever draws it: GS1 codes are written with brackets. */
  readonly drawn: string
}

const plain = (id: SheetSymbol['id'], content: string): SheetSymbol => ({
  id,
  symbology: 'code128',
  content,
  drawn: content,
})

export const sheet: readonly SheetSymbol[] = [
  plain('capitals', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  plain('small', 'abcdefghijklmnopqrstuvwxyz'),
  plain('digits', '0123456789-+*/.,:;=!?'),
  plain('signs', '"#$%&\'()<> @[\\]^_`{|}~'),
  {
    id: 'gs1',
    symbology: 'gs1-128',
    content: '010426011873118010AB-12\x1d17281231',
    drawn: '(01)04260118731180(10)AB-12(17)281231',
  },
]
