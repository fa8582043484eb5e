import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { deriveKey } from '../secrets/sealed-secrets.ts'
import { createBearerTokens } from './jwt-tokens.ts'

const masterKey = new Uint8Array(32).fill(3)

describe('bearer tokens', () => {
  it('verify as who they were issued for until they expire', async () => {
    const clock = createFixedClock()
    const tokens = createBearerTokens({ masterKey, clock })
    const token = await tokens.issue({ subject: '1', role: 'administrator' }, 60)
    expect(await tokens.verify(token)).toEqual({ subject: '1', role: 'administrator' })
    clock.advance(61_000)
    expect(await tokens.verify(token)).toBeUndefined()
  })

  it('carry every role, the one service they are good for and the identifier they are listed under', async () => {
    const tokens = createBearerTokens({ masterKey, clock: createFixedClock() })
    for (const role of ['developer', 'analyst', 'publisher', 'administrator', 'internal'] as const) {
      const identity = { subject: 's', role, service: 'sluice', id: 'j-1' }
      const token = await tokens.issue(identity, 60, { tid: 't', role: 'administrator' })
      expect(await tokens.verify(token)).toEqual(identity)
      expect(tokens.isAutomationToken(token)).toBe(false)
    }
  })

  it('are not taken from another installation, nor when they are no tokens at all', async () => {
    const clock = createFixedClock()
    const foreign = createBearerTokens({ masterKey: new Uint8Array(32), clock })
    const token = await foreign.issue({ subject: '1', role: 'administrator' }, 60)
    const tokens = createBearerTokens({ masterKey, clock })
    for (const wrong of [token, '', 'x', 'a.b.c', `${token}x`]) expect(await tokens.verify(wrong)).toBeUndefined()
  })

  it('take the configured automation token as it is', async () => {
    const tokens = createBearerTokens({ masterKey, clock: createFixedClock(), automationToken: 'plain-words' })
    expect(await tokens.verify('plain-words')).toEqual({ subject: 'automation', role: 'administrator' })
    expect(await tokens.verify('plain-word')).toBeUndefined()
    expect(tokens.isAutomationToken('plain-words')).toBe(true)
  })

  it('take nothing for the automation token when none is configured, or an empty one', async () => {
    for (const automationToken of [undefined, '']) {
      const tokens = createBearerTokens({ masterKey, clock: createFixedClock(), automationToken })
      for (const token of ['', 'undefined', ' ']) expect(await tokens.verify(token)).toBeUndefined()
    }
  })

  it('are refused without a signature, under another algorithm, and for another audience', async () => {
    const clock = createFixedClock()
    const tokens = createBearerTokens({ masterKey, clock })
    const key = deriveKey(masterKey, 'tokens')
    const claims = (audience: string) =>
      new SignJWT({ role: 'administrator' })
        .setIssuer('sluice')
        .setAudience(audience)
        .setSubject('1')
        .setExpirationTime(Math.floor(clock.now() / 1000) + 60)
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${encode({ alg: 'none' })}.${encode({ iss: 'sluice', aud: 'sluice', sub: '1', role: 'administrator' })}.`
    const otherAlgorithm = await claims('sluice')
      .setProtectedHeader({ alg: 'HS512' })
      .sign(Buffer.concat([key, key]))
    const otherAudience = await claims('elsewhere').setProtectedHeader({ alg: 'HS256' }).sign(key)
    for (const wrong of [unsigned, otherAlgorithm, otherAudience]) expect(await tokens.verify(wrong)).toBeUndefined()
    expect(await tokens.verify(await claims('sluice').setProtectedHeader({ alg: 'HS256' }).sign(key))).toEqual({
      subject: '1',
      role: 'administrator',
    })
  })
})
