import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleLanguages } from '../../packages/management/src/console/samples/index.ts'
import { writeSamples } from '../../packages/management/src/console/samples/write-samples.ts'
import { runSample, sampleRunners, whyNot } from './sample-runners.ts'

interface Arrived {
  readonly method: string | undefined
  readonly target: string | undefined
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

const key: [string, string] = ['Ocp-Apim-Subscription-Key', `a "double", a 'single', a $HOME, a \`tick\`, a \\`]
const json: [string, string] = ['Content-Type', 'application/json']

const requests: readonly {
  readonly name: string
  readonly method: string
  readonly target: string
  readonly headers: [string, string][]
  readonly body?: string
}[] = [
  {
    name: 'a POST with a query and every kind of quote',
    method: 'POST',
    target: '/execute?api-version=2.0&details=true',
    headers: [['Content-Type', 'text/plain'], key],
    body: `It's "quoted", $HOME, a \`tick\`, a \\ and\na new line, é`,
  },
  {
    name: 'a PUT with a body that ends quotes and fills in values',
    method: 'PUT',
    target: '/a%20b/c%27d?e=%22&f=%24%7Bg%7D&h=i%5Cj',
    headers: [['Content-Type', 'text/plain; charset=utf-8'], key],
    body: `@file\n""" ''' )" )-" )--" \\" \\' \${a} $(b) #{c} #$d %s %d {e} \\n \\u0041 '@ EOF <?php ?> ’‘\t‚ “”\r\n日本 𝄞 //`,
  },
  {
    name: 'a PATCH with JSON of one line',
    method: 'PATCH',
    target: '/items/1',
    headers: [json, key],
    body: '{"Inputs":{"input1":{"ColumnNames":["Col2"],"Values":[["This is a good day"]]}},"GlobalParameters":{}}',
  },
  {
    name: 'a POST with JSON of several lines, which ends with a quote and a line',
    method: 'POST',
    target: '/items',
    headers: [json],
    body: '{\n  "text": "It\'s {here}",\n  "path": "C:\\\\temp"\n}\n"',
  },
  { name: 'a GET', method: 'GET', target: '/items?$filter=name%20eq%20%27x%27', headers: [['X-Empty', 'no'], key] },
  { name: 'a DELETE', method: 'DELETE', target: '/items/1', headers: [key] },
]

let server: Server
let arrived: Arrived[] = []
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-samples-'))
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method, url, rawHeaders } = request
    const headers = rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? ''] as const] : [],
    )
    arrived.push({ method, target: url, headers, body: Buffer.concat(chunks).toString() })
    response.setHeader('Content-Type', 'text/plain; charset=utf-8').end('It arrived, naïvely.')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

it('every language of the registry has its runner here, in the same order', () => {
  expect(sampleRunners.map(({ id }) => id)).toEqual(sampleLanguages.map(({ id }) => id))
})

for (const runner of sampleRunners) {
  const reason = whyNot(runner)
  describe.skipIf(reason !== undefined)(`a sample in ${runner.id}${reason === undefined ? '' : `: ${reason}`}`, () => {
    it.each(requests)(
      'sends $name unchanged',
      async ({ method, target, headers, body }) => {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${target}`
        const samples = writeSamples({ method, url, headers, ...(body === undefined ? {} : { body: { text: body } }) })
        const text = samples.find(({ id }) => id === runner.id)?.text ?? ''
        arrived = []
        expect(await runSample(runner, text, folder)).toContain('It arrived, naïvely.')
        expect(arrived.map(({ headers: sent, ...rest }) => ({ ...rest, headers: named(sent, headers) }))).toEqual([
          { method, target, body: body ?? '', headers: headers.map(([name, value]) => [name.toLowerCase(), value]) },
        ])
      },
      120_000,
    )
  })
}

/** Of what arrived the headers that the sample was to send, in its order. */
const named = (sent: Arrived['headers'], wanted: readonly (readonly [string, string])[]) =>
  wanted.flatMap(([name]) => sent.filter(([arrivedName]) => arrivedName === name.toLowerCase()))
