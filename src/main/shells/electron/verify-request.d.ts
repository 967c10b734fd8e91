/**
 * The file that the app was started to check and for nothing else (`Hakomori verify FILE`), or null. An app that is not
 * packed has its own path before the arguments; options are Electron’s.
 */
export declare function verifyRequest(argv: readonly string[], packed: boolean): string | null;
