import { describe, expect, it } from 'vitest'
import { matchParameters, splitTemplate, variablesOf } from './url-template.ts'

describe('a URL template', () => {
  it('has its variables in path and query', () => {
    const template = '/workspaces/{workspace}/services/{service}/execute?api-version={apiversion}&details={details}'
    expect(variablesOf(template)).toEqual(['workspace', 'service', 'apiversion', 'details'])
    expect(
      splitTemplate(template)
        .map(({ text }) => text)
        .join(''),
    ).toBe(template)
  })

  it('may be unfinished', () => {
    expect(splitTemplate('/a/{b}/{c')).toEqual([
      { text: '/a/', at: 0 },
      { text: '{b}', variable: 'b', at: 3 },
      { text: '/{c', at: 6 },
    ])
    expect(variablesOf('/{}/{*rest}')).toEqual(['rest'])
    expect(variablesOf('/{a}/{a}')).toEqual(['a'])
    expect(splitTemplate('')).toEqual([])
  })

  it('keeps what is known of a variable whose name comes back', () => {
    const create = (name: string) => ({ name, type: 'string' })
    const known = [{ name: 'id', type: 'integer' }]
    expect(matchParameters(['id', 'other'], known, create)).toEqual([
      { name: 'id', type: 'integer' },
      { name: 'other', type: 'string' },
    ])
  })
})
