import { describe, expect, it } from 'vitest'
import { readMatchedParameters } from './matched-parameters.ts'
import { parseUrlTemplate } from './url-template.ts'

const read = (text: string, path: string, query = '') => {
  const { template } = parseUrlTemplate(text)
  return template && Object.fromEntries(readMatchedParameters(template, path, query))
}

describe('matched parameters', () => {
  it('are exactly those of path and query of the template, decoded, in their own case', () => {
    expect(
      read('/user/{uid}/credentials?include={Include}', '/user/J%C3%B6rg%2F1/credentials', '?x=1&INCLUDE=a+b%26c'),
    ).toEqual({ uid: 'Jörg/1', Include: 'a b&c' })
  })

  it('come from parts of segments, too', () => {
    expect(read('/Fn(a={x},b={y})/{name}.json?f=id-{id}', '/fn(A=1,B=Zwei)/a.b.json', '?f=ID-7')).toEqual({
      x: '1',
      y: 'Zwei',
      name: 'a.b',
      id: '7',
    })
  })

  it('name the rest of the path only where the template does', () => {
    expect(read('/files/{*rest}', '/files/a/b%20c/')).toEqual({ rest: 'a/b c/' })
    expect(read('/files/{*rest}', '/files')).toEqual({ rest: '' })
    expect(read('/files/*', '/files/a/b')).toEqual({})
  })

  it('take the first of several query parameters of one name', () => {
    expect(read('/a?k={v}', '/a', '?k=1&k=2')).toEqual({ v: '1' })
  })
})
