import { describe, expect, it } from 'vitest'
import { encodeSegment, fillTemplate, readVariables } from './fill-template.ts'

const execute = '/workspaces/{workspace}/services/{service}/execute?api-version={apiversion}&details={details}'

describe('the variables of a template', () => {
  it('are those of the path, then those of the query', () => {
    expect(readVariables(execute)).toEqual([
      { name: 'workspace', place: 'path', isRest: false },
      { name: 'service', place: 'path', isRest: false },
      { name: 'apiversion', place: 'query', isRest: false },
      { name: 'details', place: 'query', isRest: false },
    ])
  })

  it('may take the rest of the path, with a name or without', () => {
    expect(readVariables('/files/{*rest}')).toEqual([{ name: 'rest', place: 'path', isRest: true }])
    expect(readVariables('/files/*')).toEqual([{ name: '*', place: 'path', isRest: true }])
    expect(readVariables('/files?*')).toEqual([])
  })
})

describe('a filled template', () => {
  const fill = (template: string, values: Record<string, string>) => {
    const { path, query } = fillTemplate(template, (name) => values[name] ?? '')
    return [path, ...query]
  }

  it('has each value in its place', () => {
    expect(fill(execute, { workspace: 'w', service: 's', apiversion: '2.0', details: 'true' })).toEqual([
      '/workspaces/w/services/s/execute',
      'api-version=2.0',
      'details=true',
    ])
  })

  it('encodes what would leave its place', () => {
    expect(fill('/a/{x}/b?q={y}', { x: 'a/b?c#d é', y: "1&z=2+'" })).toEqual([
      '/a/a%2Fb%3Fc%23d%20%C3%A9/b',
      'q=1%26z%3D2%2B%27',
    ])
    expect(fill('/a/{x}', { x: '..' })).toEqual(['/a/%2E%2E'])
  })

  it('keeps slashes of a rest, and drops what says that any query will do', () => {
    expect(fill('/files/{*rest}', { rest: '/a b/c' })).toEqual(['/files/a%20b/c'])
    expect(fill('/files/*?*', { '*': 'x/../y' })).toEqual(['/files/x/%2E%2E/y'])
  })

  it('may keep what has no value in its braces', () => {
    const { path, query } = fillTemplate('/a/{x}/{y}?q={z}', (name) => (name === 'x' ? '{1}' : ''), true)
    expect([path, ...query]).toEqual(['/a/%7B1%7D/{y}', 'q={z}'])
  })

  it('fills a part of a segment and keeps constants', () => {
    expect(fill('report-{id}.csv?format=csv', { id: '7' })).toEqual(['/report-7.csv', 'format=csv'])
  })

  it('takes half a character for what it is', () => {
    expect(encodeSegment('\ud800')).toBe('%EF%BF%BD')
  })
})
