import { describe, expect, it } from 'vitest'
import { createPasswords } from './passwords.ts'

const passwords = createPasswords()

describe('passwords', () => {
  it('verify against their own hash only, which is argon2id and differs each time', async () => {
    const [first, second] = await Promise.all([passwords.hash('pässword 🙂'), passwords.hash('pässword 🙂')])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(first).not.toBe(second)
    expect(await passwords.verify('pässword 🙂', first)).toBe(true)
    expect(await passwords.verify('password', first)).toBe(false)
    expect(await passwords.verify('', first)).toBe(false)
  })

  it('are wrong for a user who has none', async () => {
    expect(await passwords.verify('nobody has this password', undefined)).toBe(false)
  })
})
