/**
 * Calls to addresses that a user names: definitions to import, token endpoints, portals. What may be reached is decided
 * by the address policy, after the name was resolved.
 */
export interface OutgoingHttp {
  /**
   * Sends one request and follows redirects. The body of the answer may be read in full: it is limited in size and time.
   * @throws AppError `OutgoingAddressRefused`, `OutgoingCallFailed` or `OutgoingAnswerTooLarge`
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>
}
