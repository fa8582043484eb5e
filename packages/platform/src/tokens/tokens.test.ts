import { describe, expect, it } from 'vitest'
import { createFixedClock } from '../clock/fixed-clock.ts'
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
  })
})
