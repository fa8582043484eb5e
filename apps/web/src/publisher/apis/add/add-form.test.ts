import { expect, it } from 'vitest'
import { emptyApi, toProperties } from './add-form.ts'

it('sends nothing for an empty field, and the rest without blanks around it', () => {
  const values = { ...emptyApi, displayName: ' Echo ', path: ' echo ', protocols: ['http' as const] }
  expect(toProperties(values)).toEqual({
    displayName: 'Echo',
    path: 'echo',
    serviceUrl: null,
    protocols: ['http'],
    description: null,
  })
})
