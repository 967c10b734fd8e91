/** What is open over this screen: one dialog at most. */
export type OpenDialog =
  | { readonly kind: 'places' | 'code' | 'announce' }
  | { readonly kind: 'quantity'; readonly sku: string }
  | { readonly kind: 'link'; readonly code: string }
