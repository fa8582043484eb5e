import type { CryptographyServices } from '../net/security/cryptography-services.ts'

/**
 * All that an expression takes from outside: the engine itself is pure. The gateway implements it with Node; tests with
 * a frozen clock and seeded numbers.
 */
export interface ExpressionServices {
  /** Wall clock in ticks of 100 ns since 0001-01-01 UTC, as `DateTime.UtcNow.Ticks`. */
  nowTicks(): bigint
  /** Milliseconds of a clock that never goes back, for the limit on time. */
  monotonicMs(): number
  /** In [0, 1). */
  random(): number
  /** So many bytes nobody can guess. */
  randomBytes(count: number): Uint8Array
  readonly cryptography: CryptographyServices
}
