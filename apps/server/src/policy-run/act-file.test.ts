import { expect, it } from 'vitest'
import { parseActFile } from './act-file.ts'

const parse = (text: string) => parseActFile(text, 'f.txt')
const fault = (text: string) => {
  try {
    return parse(text)
  } catch (error) {
    return (error as Error).message
  }
}
const message = (start: string, more: object = {}) => ({ start, headers: [], absent: [], body: undefined, ...more })

it('reads a single request', () => {
  expect(parse('POST /echo/resource?a=1 HTTP/1.1\nContent-Type: text/plain\nX-Time: 12:00\n\none\n\ntwo\n')).toEqual({
    settings: [],
    document: undefined,
    acts: [
      {
        kind: 'request',
        line: 1,
        message: message('POST /echo/resource?a=1', {
          headers: [
            ['Content-Type', 'text/plain'],
            ['X-Time', '12:00'],
          ],
          body: 'one\n\ntwo',
        }),
      },
    ],
  })
})

it('reads settings, a document and acts with their lines, whatever the line ends are', () => {
  const text = [
    '# what it shows',
    'scope: api',
    'named-value limit: 5',
    '',
    '<policies>',
    '</policies>',
    '--- backend answers https://one.example.com/a',
    '503 Service Unavailable',
    '--- backend answers',
    'unreachable',
    '--- request',
    'Report https://gateway.example.com/echo/x',
    '--- backend gets',
    'nothing',
    '--- 2 requests to the backend',
    '--- after 1.5 s',
    '--- answer',
    '200',
    '!X-Gone',
    '--- fragment shared',
    '<fragment />',
    '',
  ]
  const expected = {
    settings: [
      { name: 'scope', value: 'api', line: 2 },
      { name: 'named-value limit', value: '5', line: 3 },
    ],
    document: { text: '<policies>\n</policies>', line: 5 },
    acts: [
      { kind: 'backend answers', line: 7, urlStart: 'https://one.example.com/a', message: message('503') },
      { kind: 'backend answers', line: 9, urlStart: undefined, message: message('unreachable') },
      { kind: 'request', line: 11, message: message('Report https://gateway.example.com/echo/x') },
      { kind: 'backend gets', line: 13, message: undefined },
      { kind: 'requests to the backend', line: 15, count: 2 },
      { kind: 'after', line: 16, seconds: 1.5 },
      { kind: 'answer', line: 17, message: message('200', { absent: ['X-Gone'] }) },
      { kind: 'fragment', line: 20, name: 'shared', text: '<fragment />' },
    ],
  }
  expect(parse(text.join('\n'))).toEqual(expected)
  expect(parse(`\ufeff${text.join('\r\n')}`)).toEqual(expected)
})

it('says on which line it does not understand', () => {
  expect(fault('GET /x\n--- anser\n200')).toBe("f.txt:2: '--- anser' is no part of such a file.")
  expect(fault('nonsense\nGET /x')).toBe("f.txt:1: 'nonsense' is neither a setting, 'name: value', nor a request.")
  expect(fault('GET /x\nAccept\n')).toBe("f.txt:2: 'Accept' is no header: it has no colon.")
  expect(fault('GET /x\n--- answer\nfine')).toBe("f.txt:3: 'fine' is no status, such as '200'.")
  expect(fault('--- request\nGET x')).toBe("f.txt:2: 'GET x' is no request line, such as 'GET /echo/resource'.")
  expect(fault('--- backend answers\nbroken')).toBe(
    "f.txt:2: 'broken' is no status, such as '200', 'unreachable', 'timeout'.",
  )
  expect(fault('--- answer\n200\n--- request\nGET /x')).toBe("f.txt:1: 'answer' stands before the first request.")
  expect(fault('GET /x\n--- request\n')).toBe('f.txt:3: A request line or a status is missing here.')
  expect(fault('GET /x\n--- refused\na')).toBe('f.txt:2: A file says either what is refused or what requests come to.')
})
