/** Closes an exhaustive switch: the compiler rejects the call while a member of the union is unhandled. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
