/**
 * Calls to addresses that a user names: definitions to import, token endpoints, portals. What may be reached is decided
 * by the address policy, on the addresses that the name has at the moment of the connection.
 */
export interface OutgoingHttp {
  /**
   * Sends one request. Redirects are followed unless `init.redirect` is `manual` (then the redirect is the answer) or
   * `error`; to another origin goes no header but Accept, and no body. The answer is read in full before it is given.
   * `url` of the answer is the last address.
   * @throws AppError `OutgoingAddressRefused`, `OutgoingCallFailed` or `OutgoingAnswerTooLarge`
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>
}

export interface OutgoingOptions {
  /** Whether this machine itself may be called; default false. */
  readonly allowLoopback?: boolean
  /** Of the body of an answer, after decompression; default 16 Mi. */
  readonly maxBodyBytes?: number
  /** From the call to the last byte of the answer, redirects and all; default 30 000. */
  readonly timeoutMs?: number
}
