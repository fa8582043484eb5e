import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'

const api = document('outbound', '<jsonp callback-parameter-name="cb" />')

const answerOf = (
  target: string,
  body: string | Uint8Array,
  headers: readonly string[] = ['Content-Type', 'application/json'],
) =>
  createPolicyBench({ documents: { api }, backend: (call) => call.respond({ status: 200, headers }, body) }).send({
    target,
  })

describe('jsonp', () => {
  it('wraps JSON in a call of the function that the caller names', async () => {
    const answer = await answerOf('/a?cb=ProcessResponse', '{"a":1}')
    expect(answer.text()).toBe('ProcessResponse({"a":1})')
    expect(answer.headers).toEqual(['Content-Type', 'application/javascript; charset=utf-8'])
  })

  it.each(['$', '_a1', 'jQuery123_456', 'angular.callbacks._0', 'gr\u00fc\u00df'])('accepts %s', async (name) => {
    expect((await answerOf(`/a?cb=${encodeURIComponent(name)}`, '[]')).text()).toBe(`${name}([])`)
  })

  it.each(['', '1a', 'a-b', 'a.', 'a(1)', 'alert(1)//', 'a b', '<script>', 'a'.repeat(257)])(
    'refuses "%s"',
    async (name) => {
      const answer = await answerOf(`/a?cb=${encodeURIComponent(name)}`, '{}')
      expect([answer.status, answer.text()]).toEqual([
        400,
        '{ "statusCode": 400, "message": "Value of callback parameter cb is not a valid JavaScript identifier." }',
      ])
      expect(answer.context.lastError).toMatchObject({ source: 'jsonp', reason: 'CallbackParameterInvalid' })
    },
  )

  it.each([
    ['no callback is named', '/a', '{}', ['Content-Type', 'application/json']],
    ['the body is no JSON', '/a?cb=f', '<a/>', ['Content-Type', 'text/xml']],
    ['the body is empty', '/a?cb=f', '', ['Content-Type', 'application/json']],
  ])('leaves the response alone when %s', async (_, target, body, headers) => {
    const answer = await answerOf(target, body, headers)
    expect([answer.text(), answer.header('content-type')]).toEqual([body, headers[1]])
  })

  it('unpacks what is packed and escapes what ends a line in scripts', async () => {
    const answer = await answerOf('/a?cb=f', gzipSync('"\u2028\u2029"'), [
      'Content-Type',
      'a/b+json',
      'Content-Encoding',
      'gzip',
    ])
    // a/b+json is no media type of JSON.
    expect(answer.header('content-encoding')).toBe('gzip')
    const json = await answerOf('/a?cb=f', gzipSync('"\u2028\u2029"'), [
      'Content-Type',
      'application/hal+json; charset=utf-8',
      'Content-Encoding',
      'gzip',
    ])
    expect([json.text(), json.header('content-encoding')]).toEqual(['f("\\u2028\\u2029")', undefined])
  })
})
