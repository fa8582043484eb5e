import { hash, verify } from '@node-rs/argon2'

/** Hashes of passwords that people sign in with. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** False for a wrong password; with no hash (unknown user) as much work is done as with one. */
  verify(password: string, hash: string | undefined): Promise<boolean>
}

/** argon2id with the library's defaults (19 MiB, two passes), the first choice of OWASP's password storage page. */
export function createPasswords(): Passwords {
  let hashOfNobody: Promise<string> | undefined
  return {
    hash: (password) => hash(password),
    async verify(password, stored) {
      if (stored !== undefined) return verify(stored, password)
      hashOfNobody ??= hash('nobody has this password')
      await verify(await hashOfNobody, password)
      return false
    },
  }
}
