/** What a proxy's refusal is called, in the manner of the system's own error codes. */
export const proxyCodes = { signIn: 'ERR_PROXY_SIGN_IN', refused: 'ERR_PROXY_REFUSED' } as const

export const proxyError = (code: (typeof proxyCodes)[keyof typeof proxyCodes], text: string): Error =>
  Object.assign(new Error(text), { code })
