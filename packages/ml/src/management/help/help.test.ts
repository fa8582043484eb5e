import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { toColumnSchema } from '@sluice/dataflow'
import { listenWithNode } from '@sluice/platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  numbers,
  type PublishedInTest,
  startWithLearner,
  type WithLearner,
} from '../../web-services/published.fixture.ts'
import { createTestModel, pairGraph, retrainingGraph, scoringGraph } from '../../web-services/trained-graph.fixture.ts'
import { html } from './html.ts'

const run = promisify(execFile)
const hostile = `<b>"Ünï'\`$(exit 3)\\ </script>`

let ml: WithLearner
let census: PublishedInTest
let training: PublishedInTest
let odd: PublishedInTest
let server: Awaited<ReturnType<typeof listenWithNode>>
beforeAll(async () => {
  ml = await startWithLearner()
  const dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  census = await ml.publish(scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(10))))
  training = await ml.publish(retrainingGraph(dataset))
  const types = ['String', 'Boolean', 'Int64', 'DateTime', 'DateTimeOffset', 'TimeSpan'] as const
  const strange = await ml.putDataset(
    'Strange',
    types.map((type) => toColumnSchema(`${type} ${hostile}`, type)),
    [],
  )
  odd = await ml.publish(pairGraph(strange, dataset), { name: hostile })
  server = await listenWithNode({ host: '127.0.0.1', port: 0 }, ml.handle)
})
afterAll(() => server.close(0))

const helpPath = ({ webService, endpoint }: PublishedInTest, topic = '') =>
  `/apihelp/workspaces/${ml.workspaceId}/webservices/${webService.id}/endpoints/${endpoint.id}${topic}`
const page = async (service: PublishedInTest, topic: string) => {
  const response = await ml.send({ target: helpPath(service, topic), headers: ['Host', `127.0.0.1:${server.port}`] })
  expect([response.status, response.header('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  return response.text()
}
const toPlainText = (text: string) =>
  text.replace(
    /&lt;|&gt;|&quot;|&#39;|&amp;/g,
    (name) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[name] ?? '&',
  )
/** The samples of a page as somebody would copy them. */
const samplesOf = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`<pre class="code-snippet-${language}"><code>(.*?)</code></pre>`, 'gs'))].map(
    ([, code]) => toPlainText(code ?? ''),
  )

describe('help pages', () => {
  it('tell of the call in simple HTML, without a key', async () => {
    const text = await page(census, '/score')
    expect(text).toContain('<title>Request Response API Documentation for Census</title>')
    expect(text).toContain(
      `<code>http://127.0.0.1:${server.port}${census.path}/execute?api-version=2.0&amp;details=true</code>`,
    )
    expect(text).toContain('<td>x</td><td>Double</td>')
    expect(text).toContain('<tr><td>Shift</td><td>number</td><td>0</td><td></td></tr>')
    expect(text).toContain('<td>RequestThrottled</td>')
    expect(await page(census, '')).toBe(text)
  })

  it('name what can be updated, or say that nothing can', async () => {
    expect(await page(census, '/update')).toContain('<code>Census Model [trained model]</code>')
    expect(await page(training, '/update')).toContain('This web service has no updatable resources.')
  })

  it('lead to batch execution where a model comes out', async () => {
    expect(await page(training, '/score')).toContain('Only <a href="jobs">batch execution</a>')
    expect(await page(training, '/jobs')).toContain('mycontainer/modelresults.ilearner')
  })

  it('escape whatever users wrote', async () => {
    for (const topic of ['/score', '/jobs', '/update']) expect(await page(odd, topic)).not.toContain('<b>')
    expect(html`<p title="${'"'}">${"<&'"}${[html`<b>${1}</b>`]}</p>`.html).toBe(
      '<p title="&quot;">&lt;&amp;&#39;<b>1</b></p>',
    )
  })

  it('never take anything but a host from the Host header', async () => {
    const response = await ml.send({ target: helpPath(census, '/score'), headers: ['Host', "x';$(id)"] })
    expect(response.text()).toContain('http://localhost/workspaces')
    expect(response.text()).not.toContain('$(id)')
  })

  it('are 404 where there is nothing', async () => {
    const other = helpPath(census, '/score').replace(census.endpoint.id, '0'.repeat(32))
    expect((await ml.send({ target: other })).status).toBe(404)
    expect((await ml.send({ target: helpPath(census, '/other') })).status).toBe(404)
  })

  it('are given as data, too', async () => {
    const path = `/workspaces/${ml.workspaceId}/web-services/${census.webService.id}/endpoints/default/help`
    const { status, body } = await ml.studio('GET', path)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: 'Census',
      inputs: [{ name: 'input1', columns: [{ name: 'x', type: 'Double', isOptional: false }, { name: 'y' }] }],
      parameters: [{ name: 'Shift', type: 'number', isRequired: false, defaultValue: 0 }],
      score: [{ title: 'Request-response' }, { title: 'Open Inference Protocol V2' }, { title: 'MLflow' }],
      update: { resources: ['Census Model [trained model]'] },
    })
  })
})

describe.each([
  ['curl', 'bash'],
  ['python', 'python3'],
] as const)('samples in %s', (language, program) => {
  const carryOut = async (code: string, key: string) => {
    const { stdout } = await run(program, ['-c', code], { env: { ...process.env, API_KEY: key } })
    return JSON.parse(stdout)
  }

  it('run as they are copied', async () => {
    const [scored, inferred, predicted] = await Promise.all(
      samplesOf(await page(census, '/score'), language).map((code) => carryOut(code, census.key)),
    )
    const rows = ['0', '0', '10']
    expect(scored.Results.output1.value.Values).toEqual([rows, rows])
    expect(inferred.outputs[2]).toEqual({ name: 'Scored Labels', shape: [1], datatype: 'FP64', data: [11] })
    expect(predicted).toEqual({ predictions: Array(2).fill({ x: 0, y: 0, 'Scored Labels': 10 }) })
  })

  it('run with whatever users called things', async () => {
    const [scored, inferred] = await Promise.all(
      samplesOf(await page(odd, '/score'), language).map((code) => carryOut(code, odd.key)),
    )
    expect(scored.Results.first.value.ColumnNames[0]).toBe(`String ${hostile}`)
    expect(inferred.outputs[0].name).toBe(`first.String ${hostile}`)
  })

  it('show what is wrong', async () => {
    const [code = ''] = samplesOf(await page(census, '/score'), language)
    const { stdout } = await run(program, ['-c', code], { env: { ...process.env, API_KEY: 'wrong' } }).catch(
      (error: { stdout: string }) => error,
    )
    expect(stdout).toContain('ScoreRequestUnauthorized')
  })
})

describe('openapi.json', () => {
  it('describes all protocols of an endpoint', async () => {
    const response = await ml.send({ target: `${census.path}/openapi.json` })
    const document = response.json() as { openapi: string; paths: Record<string, object> }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual([
      '/execute',
      '/invocations',
      '/v2/models/Census',
      '/v2/models/Census/infer',
      '/jobs',
      '/jobs/{jobId}/start',
      '/jobs/{jobId}',
    ])
    expect(document).toMatchObject({
      components: {
        schemas: {
          input1Row: {
            properties: { x: { type: ['number', 'null'], format: 'double' } },
            required: ['x', 'y'],
          },
        },
      },
    })
    const empty = (await ml.send({ target: `${training.path}/openapi.json` })).json() as { paths: object }
    expect(Object.keys(empty.paths)).toEqual(['/jobs', '/jobs/{jobId}/start', '/jobs/{jobId}'])
  })
})
