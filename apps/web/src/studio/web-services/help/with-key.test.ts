import { expect, it } from 'vitest'
import { withKey } from './with-key.ts'

it('puts a key into a sample as it is, once', () => {
  const sample = 'api_key = "abc123"  # Replace abc123 with the API key'
  expect(withKey(sample, 'a+$&/b==')).toBe('api_key = "a+$&/b=="  # Replace abc123 with the API key')
})
