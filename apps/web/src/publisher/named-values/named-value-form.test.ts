import { describe, expect, it } from 'vitest'
import { toForm, toProperties, toTags } from './named-value-form.ts'

describe('the form of a named value', () => {
  it('leaves a saved secret alone when nothing is typed', () => {
    const form = toForm({ displayName: 'key', secret: true, tags: ['prod'], keyVault: null })
    expect(form).toEqual({ displayName: 'key', value: '', secret: true, tags: 'prod' })
    expect(toProperties(form)).toEqual({ displayName: 'key', secret: true, tags: ['prod'] })
  })

  it('sends blanks in a value as they are', () => {
    expect(toProperties({ displayName: ' key ', value: ' a ', secret: false, tags: '' })).toEqual({
      displayName: 'key',
      value: ' a ',
      secret: false,
      tags: [],
    })
  })

  it('takes tags once each', () => {
    expect(toTags(' a, b,, a ,c')).toEqual(['a', 'b', 'c'])
  })
})
