/**
 * The file that the app was started to check and for nothing else (`Hakomori verify FILE`), or null. An app that is not
 * packed has its own path before the arguments; options are Electron’s.
 */
export function verifyRequest(argv: readonly string[], packed: boolean): string | null {
  const [command, file, ...more] = argv.slice(packed ? 1 : 2).filter((argument) => !argument.startsWith('-'))
  return command === 'verify' && file !== undefined && more.length === 0 ? file : null
}
