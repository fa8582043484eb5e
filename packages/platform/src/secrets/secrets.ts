/** Encryption at rest under the installation's secret key, and look-up hashes of keys. */
export interface Secrets {
  /**
   * Encrypts with AES-256-GCM; each call gives another text. `purpose` (resource key and field) is bound to the text,
   * so that a sealed value moved to another place does not open.
   */
  seal(plain: string, purpose: string): string
  /** @throws AppError `SecretUnreadable` when the text was not sealed under this key for this purpose. */
  open(sealed: string, purpose: string): string
  /** HMAC-SHA256 of a key, 43 characters base64url: equal keys give equal hashes, a hash gives nothing back. */
  lookupHash(key: string): string
}
