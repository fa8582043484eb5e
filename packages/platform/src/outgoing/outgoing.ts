import type { HttpProxy } from '../http/http.ts'

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
  fetch(url: string | URL, init?: RequestInit & { readonly connection?: OutgoingConnection }): Promise<Response>
  /**
   * The same for answers of any size: given when its head is there, its body read as it comes and no faster than it is
   * taken. Reading it fails like the call does. Where the body is compressed it comes decoded, without `content-length`.
   * @throws AppError like `fetch`
   */
  stream(url: string | URL, init?: RequestInit & StreamLimits): Promise<Response>
}

/** How the connection of a call is opened, where it is not the usual way. */
export interface OutgoingConnection {
  /** Shown to a server that asks for one: chain and key, PEM. To another origin it does not go. */
  readonly clientCertificate?: { readonly certificate: string; readonly privateKey: string }
  /**
   * Asked by CONNECT, for plain connections, too. The address policy holds for the proxy itself and for addresses that
   * are written out; which address a name stands for is the proxy's to know.
   */
  readonly proxy?: HttpProxy
}

export interface StreamLimits {
  /** Of the body, after decompression; default that of `fetch`. */
  readonly maxBodyBytes?: number
  /** How long nothing may come, neither head nor any byte of the body; default the time that `fetch` has in all. */
  readonly idleTimeoutMs?: number
}

export interface OutgoingOptions {
  /** Whether this machine itself may be called; default false. */
  readonly allowLoopback?: boolean
  /** Of the body of an answer, after decompression; default 16 Mi. */
  readonly maxBodyBytes?: number
  /** From the call to the last byte of the answer, redirects and all; default 30 000. */
  readonly timeoutMs?: number
}
