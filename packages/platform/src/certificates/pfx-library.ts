import { pbkdf2Sync } from 'node:crypto'
import { createRequire } from 'node:module'
import type Forge from 'node-forge'

/** How often a hash may run for one file: it says itself how often, and Windows and OpenSSL write 2 000. */
const maxIterations = 2_000_000
/** What one round costs that the library does in JavaScript. */
const scriptedRound = 10

let library: typeof Forge | undefined
let left = 0

/**
 * The library that knows PKCS #12, loaded when the first file is opened. Keys are derived from passwords by OpenSSL where
 * it can, and so often at most that a file made to keep us busy is refused.
 */
export function pfxLibrary(): typeof Forge {
  library ??= load()
  left = maxIterations
  return library
}

type Pbkdf2 = (password: string, salt: string, count: number, length: number, hash?: { algorithm: string }) => string
type Pkcs12Key = (password: string, salt: unknown, id: number, count: number, ...more: unknown[]) => unknown

/** Parts of the library that its types do not tell. */
interface KeyDerivation {
  readonly pkcs5: { pbkdf2: Pbkdf2 }
  readonly pki: { readonly pbe: { generatePkcs12Key: Pkcs12Key } }
  readonly pkcs12: { generateKey: Pkcs12Key }
}

function load(): typeof Forge {
  const forge: unknown = createRequire(import.meta.url)('node-forge')
  const derivation = forge as KeyDerivation
  const { generatePkcs12Key } = derivation.pki.pbe
  const counted: Pkcs12Key = (password, salt, id, count, ...more) => {
    take(count * scriptedRound)
    return generatePkcs12Key(password, salt, id, count, ...more)
  }
  derivation.pki.pbe.generatePkcs12Key = counted
  derivation.pkcs12.generateKey = counted
  derivation.pkcs5.pbkdf2 = (password, salt, count, length, hash) => {
    take(count)
    const bytes = (text: string) => Buffer.from(text, 'binary')
    return pbkdf2Sync(bytes(password), bytes(salt), count, length, hash?.algorithm ?? 'sha1').toString('binary')
  }
  return forge as typeof Forge
}

function take(rounds: number): void {
  left -= rounds
  if (!(left >= 0)) throw new Error('The file asks for more rounds of its hash than are done for one file.')
}
