import { createMemoryOutgoing } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { type FixtureOptions, startMachineLearning } from '../machine-learning.fixture.ts'

const start = async (options: FixtureOptions = {}) => {
  const ml = await startMachineLearning(options)
  const base = `/workspaces/${ml.workspaceId}/experiments`
  const [experiment] = (await ml.studio('GET', base)).body.value
  const runs = `${base}/${experiment.id}/runs`
  const untilOver = async (id: string) => {
    for (;;) {
      const { body } = await ml.studio('GET', `${runs}/${id}`)
      if (!['queued', 'running'].includes(body.state)) return body
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  return { ...ml, base, experiment, runs, untilOver }
}

describe('runs over the studio API', () => {
  it('run the experiment as it is saved, module by module', async () => {
    const { studio, runs, untilOver, base, experiment } = await start()
    const begun = await studio('POST', runs, {})
    expect([begun.status, begun.body.state, begun.body.counts.total]).toEqual([202, 'queued', 5])
    const run = await untilOver(begun.body.id)
    expect(run).toMatchObject({ state: 'finished', author: 'automation', seed: 1 })
    expect(run.modules.map(({ node, state, why }: Record<string, string>) => [node, state, why])).toEqual([
      ['dataset', 'finished', 'never run'],
      ['select', 'finished', 'never run'],
      ['hash', 'finished', 'never run'],
      ['input', 'finished', 'only calls of the web service pass here'],
      ['output', 'finished', 'only calls of the web service pass here'],
    ])
    const listed = (await studio('GET', base)).body.value[0]
    expect([listed.id, listed.lastRun.state]).toEqual([experiment.id, 'finished'])
    expect((await studio('GET', `${runs}/${run.id}/graph`)).body.nodes).toHaveLength(5)
    expect((await studio('GET', runs)).body).toMatchObject({ count: 1, value: [{ id: run.id }] })
  })

  it('say beforehand what would run, and why', async () => {
    const { studio, runs, untilOver, base, experiment } = await start()
    const plan = async (body: object = {}) =>
      (await studio('POST', `${base}/${experiment.id}/plan`, body)).body.steps.map(
        ({ node, kind, why }: Record<string, string>) => [node, kind, why],
      )
    await untilOver((await studio('POST', runs, {})).body.id)
    expect((await plan({ selected: ['select'] })).map(([, kind]: string[]) => kind)).toEqual(['cached', 'cached'])
    const { graph } = (await studio('GET', `${base}/${experiment.id}`)).body
    graph.nodes[2].parameters.bitsize = 10
    expect(await plan({ graph })).toEqual([
      ['dataset', 'cached', 'nothing that it depends on has changed'],
      ['select', 'cached', 'nothing that it depends on has changed'],
      ['hash', 'runs', 'parameter Hashing bitsize changed from 3 to 10'],
      ['input', 'outside', 'only calls of the web service pass here'],
      ['output', 'outside', 'only calls of the web service pass here'],
    ])
    graph.nodes[1].parameters.columns.rules[0].names = ['Col1', 'Col2']
    expect((await plan({ graph }))[2][2]).toBe('parameter Hashing bitsize changed from 3 to 10')
    graph.nodes[2].parameters.bitsize = 3
    expect((await plan({ graph }))[2][2]).toBe('its input from Select Columns in Dataset (select) is computed again')
  })

  it('are refused with faults where the experiment has some', async () => {
    const { studio, runs } = await start()
    const refused = await studio('POST', runs, { selected: ['nowhere'], parameters: { Nothing: 1 } })
    expect([refused.status, refused.body.error]).toEqual([
      400,
      {
        code: 'ExperimentHasFaults',
        message: 'The experiment has 2 faults and cannot be run.',
        details: [
          {
            code: 'UnknownWebServiceParameter',
            target: 'parameters.Nothing',
            message: "There is no web-service parameter 'Nothing'.",
          },
          { code: 'UnknownNode', target: 'selected[0]', message: "No module of the experiment has the id 'nowhere'." },
        ],
        requestId: expect.any(String),
      },
    ])
  })

  it('are followed as events, from a snapshot to the end', async () => {
    const { studio, send, runs } = await start()
    const { id } = (await studio('POST', runs, {})).body
    const follow = (headers: string[] = []) =>
      send({
        method: 'GET',
        target: `/studio${runs}/${id}/events`,
        headers: ['Authorization', 'Bearer automation-token', ...headers],
      })
    const response = await follow()
    const events = [...response.text().matchAll(/event: (\w+)\nid: (\w+)\ndata: (.*)\n/g)].map(
      ([, event, eventId, data]) => ({
        event,
        eventId,
        data: JSON.parse(data as string),
      }),
    )
    expect(events[0]).toMatchObject({ event: 'snapshot', data: { id, modules: expect.any(Array) } })
    expect(events.at(-1)).toMatchObject({ event: 'end', eventId: 'end', data: { state: 'finished' } })
    expect((await follow(['Last-Event-ID', 'end'])).status).toBe(204)
    expect((await follow(['Last-Event-ID', '1'])).text()).toContain('event: snapshot')
  })

  it('go away from the history once they are over', async () => {
    const { studio, runs, untilOver, workspaceId } = await start()
    const { id } = (await studio('POST', runs, {})).body
    await untilOver(id)
    expect((await studio('POST', `${runs}/${id}/cancel`)).body.error.code).toBe('RunIsOver')
    expect((await studio('GET', `/workspaces/${workspaceId}/runs`)).body.count).toBe(1)
    expect((await studio('DELETE', `${runs}/${id}`)).status).toBe(204)
    expect((await studio('GET', `${runs}/${id}`)).body.error.code).toBe('RunNotFound')
    expect((await studio('GET', `/workspaces/${workspaceId}/runs`)).body.count).toBe(0)
  })

  it('show what came out: rows, values, files, logs', async () => {
    const { studio, send, runs, untilOver } = await start()
    const { id } = await untilOver((await studio('POST', runs, {})).body.id)
    const outputs = `${runs}/${id}/modules/hash/outputs/transformedDataset`
    const { body } = await studio('GET', `${outputs}/rows?top=1&skipColumns=1&topColumns=2`)
    expect(body).toMatchObject({
      columnCount: 9,
      schema: [{ name: 'Col2 - Hashing feature 1' }, { name: 'Col2 - Hashing feature 2' }],
      rows: [[expect.any(Number), expect.any(Number)]],
    })
    expect((await studio('GET', `${outputs}/rows?skip=9999`)).body.rows).toEqual([])
    expect((await studio('GET', `${outputs}/view`)).body).toMatchObject({ kind: 'table', rowCount: body.rowCount })
    const file = await send({
      method: 'GET',
      target: `/studio${outputs}/download`,
      headers: ['Authorization', 'Bearer automation-token'],
    })
    expect(file.headers).toEqual(expect.arrayContaining(['Content-Type', 'application/vnd.apache.parquet']))
    const log = await send({
      method: 'GET',
      target: `/studio${runs}/${id}/modules/hash/log`,
      headers: ['Authorization', 'Bearer automation-token'],
    })
    expect([log.status, log.text()]).toEqual([200, ''])
    expect((await studio('GET', `${runs}/${id}/modules/hash/outputs/none/rows`)).body.error.code).toBe(
      'RunOutputNotFound',
    )
    expect((await studio('GET', `${runs}/${id}/modules/none/log`)).body.error.code).toBe('RunModuleNotFound')
  })

  it('are compared with one another', async () => {
    const { studio, base, experiment, runs, untilOver } = await start()
    const first = await untilOver((await studio('POST', runs, {})).body.id)
    const read = (await studio('GET', `${base}/${experiment.id}`)).body
    read.graph.nodes[2].parameters.bitsize = 4
    await studio('PUT', `${base}/${experiment.id}/graph`, read.graph, ['If-Match', read.etag])
    const second = await untilOver((await studio('POST', runs, {})).body.id)
    const { body } = await studio('GET', `${runs}/${second.id}/compare?with=${first.id}`)
    expect(body.graph.nodes).toMatchObject([{ node: 'hash', parameters: [{ name: 'bitsize', before: 3, after: 4 }] }])
    expect(body.modules.map(({ node, isSame }: { node: string; isSame: boolean }) => [node, isSame])).toEqual([
      ['dataset', true],
      ['select', true],
      ['hash', false],
      ['input', false],
      ['output', false],
    ])
  })

  it('use secrets of modules without keeping or showing them', async () => {
    const { studio, base, experiment, runs, untilOver, store, log } = await start()
    const key = Buffer.from('a key that opens an account').toString('base64')
    const importer = {
      id: 'i',
      module: 'import-data',
      parameters: { source: 'blob', accountName: 'acme', accountKey: key, path: 'c/data.csv' },
      webServiceParameters: { accountKey: 'Key' },
    }
    const graph = { nodes: [importer], edges: [], webServiceParameters: [{ name: 'Key' }] }
    const saved = await studio('PUT', `${base}/${experiment.id}/graph`, graph, ['If-Match', experiment.etag])
    expect(saved.status).toBe(200)
    const read = (await studio('GET', `${base}/${experiment.id}`)).body
    expect(read.graph.nodes[0].parameters.accountKey).toBe('••••••••')
    const again = await studio('PUT', `${base}/${experiment.id}/graph`, read.graph, ['If-Match', read.etag])
    expect(again.body.version).toBe(saved.body.version)
    const other = Buffer.from('the other key of the account').toString('base64')
    const first = await untilOver((await studio('POST', runs, {})).body.id)
    const second = await untilOver((await studio('POST', runs, { parameters: { Key: other } })).body.id)
    expect([first.state, second.state, second.parameters]).toEqual(['failed', 'failed', { Key: '••••••••' }])
    const shown = JSON.stringify([first, second, (await studio('GET', `${runs}/${first.id}/graph`)).body])
    const kept = JSON.stringify([await store.readAll(), await store.audit({ limit: 1000 }), log.records])
    for (const secret of [key, other]) {
      expect(shown).not.toContain(secret)
      expect(kept).not.toContain(secret)
    }
  })

  it('make columns known that no module can tell before it has run', async () => {
    const outgoing = createMemoryOutgoing(() => new Response('a,b\n1,2\n'))
    const { studio, base, experiment, runs, untilOver } = await start({ outgoing })
    const importer = {
      id: 'i',
      module: 'import-data',
      parameters: { source: 'http', url: 'http://data.example/x.csv', dataFormat: 'csv', urlHasHeader: true },
      webServiceParameters: {},
    }
    const graph = { nodes: [importer], edges: [], webServiceParameters: [] }
    const outputsOf = async (checked: object) => {
      const { body } = await studio('POST', `${base}/${experiment.id}/check`, { graph: checked })
      return body.nodes[0].outputs.resultsDataset?.map(({ name }: { name: string }) => name) ?? null
    }
    expect(await outputsOf(graph)).toBeNull()
    await studio('PUT', `${base}/${experiment.id}/graph`, graph, ['If-Match', experiment.etag])
    const run = await untilOver((await studio('POST', runs, {})).body.id)
    expect(run.modules[0].error).toBeUndefined()
    expect(await outputsOf(graph)).toEqual(['a', 'b'])
    const other = { ...importer, parameters: { ...importer.parameters, url: 'http://data.example/y.csv' } }
    expect(await outputsOf({ ...graph, nodes: [other] })).toBeNull()
  })
})
