import type { ExperimentGraph } from '@sluice/contracts'
import { beforeEach, describe, expect, it } from 'vitest'
import { experimentKey } from '../web-services/document-keys.ts'
import { numbers, startWithLearner, type WithLearner } from '../web-services/published.fixture.ts'
import { putDocument } from '../web-services/put-document.ts'
import { createTestModel, scoringGraph } from '../web-services/trained-graph.fixture.ts'

let ml: WithLearner
let experiment: string
let graph: ExperimentGraph
beforeEach(async () => {
  ml = await startWithLearner()
  const dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  graph = scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(10)))
  experiment = ml.newId()
  const body = {
    id: experiment,
    name: 'Census',
    description: 'Incomes',
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: 'x',
    graph,
  }
  await ml.store.transact({ actor: 'test' }, (transaction) =>
    putDocument(transaction, experimentKey(ml.workspaceId, experiment), body),
  )
})

const api = async (method: string, path: string, body?: unknown, token = ml.workspaceToken('primary')) => {
  const response = await ml.send({
    method,
    target: `/api/workspaces/${ml.workspaceId}${path}`,
    headers: ['x-ms-metaanalytics-authorizationtoken', token, 'x-aml-sdk', '1', 'Content-Type', 'application/json'],
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = response.text()
  // A test names the members it expects; what is not there shows as a difference.
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs from call to call
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as any }
}
const summary = () => ({
  ExperimentId: `${ml.workspaceId}.f-id.${experiment}`,
  Description: 'Census',
  Summary: 'Incomes',
  Category: 'user',
  Status: {
    StatusCode: 'InDraft',
    StatusDetail: '',
    CreationTime: '/Date(1767225600000)/',
    StartTime: null,
    EndTime: null,
  },
})

describe('the studio’s old API', () => {
  it('shows the workspace with its tokens', async () => {
    const { body } = await api('GET', '')
    expect(body).toMatchObject({
      WorkspaceId: ml.workspaceId,
      FriendlyName: 'My workspace',
      AuthorizationToken: {
        PrimaryToken: ml.workspaceToken('primary'),
        SecondaryToken: ml.workspaceToken('secondary'),
      },
    })
  })

  it('lists and reads experiments, by either form of their id', async () => {
    const list = await api('GET', '/experiments')
    expect(list.body.map(({ Description }: { Description: string }) => Description)).toEqual([
      'SimpleFeatureHashingExperiment',
      'Census',
    ])
    expect(list.body[1]).toMatchObject(summary())
    for (const id of [experiment, `${ml.workspaceId}.f-id.${experiment}`]) {
      const { body } = await api('GET', `/experiments/${id}`)
      expect(body).toMatchObject(summary())
      expect(body.Graph.ModuleNodes.map(({ ModuleId }: { ModuleId: string }) => ModuleId)).toEqual([
        'sluice.test-score',
      ])
      expect(body.WebService.Inputs).toEqual([{ Id: 'in', PortId: 'score:dataset', Name: 'input1' }])
    }
  })

  it('saves what was read, as it is or as a new one', async () => {
    const { body } = await api('GET', `/experiments/${experiment}`)
    const request = {
      Description: 'New name',
      Summary: 's',
      IsDraft: true,
      ParentExperimentId: '',
      ExperimentGraph: body.Graph,
      WebService: body.WebService,
    }
    const saved = await api('POST', `/experiments/${body.ExperimentId}`, request)
    expect(saved).toEqual({ status: 200, body: { ExperimentId: body.ExperimentId, Etag: expect.any(String) } })
    const copy = await api('POST', '/experiments/', request)
    expect(copy.body.Missing).toEqual([])
    for (const id of [saved.body.ExperimentId, copy.body.ExperimentId]) {
      const again = (await api('GET', `/experiments/${id}`)).body
      expect(again).toMatchObject({ Description: 'New name', Summary: 's' })
      expect([again.Graph, again.WebService]).toEqual([body.Graph, body.WebService])
    }
  })

  it('does not save over an experiment what it cannot read', async () => {
    const ExperimentGraph = { ModuleNodes: [{ Id: 'a', ModuleId: 'b.c' }] }
    const refused = await api('POST', `/experiments/${experiment}`, { ExperimentGraph })
    expect([refused.status, refused.body.Error.Details]).toEqual([
      400,
      [{ Code: 'Missing', Target: 'a', Message: 'module b.c: It does not exist here.' }],
    ])
    const made = await api('POST', '/experiments', { Description: 'x', ExperimentGraph })
    expect(made.body.Missing).toEqual([
      { kind: 'module', node: 'a', id: 'b.c', title: '', reason: 'It does not exist here.' },
    ])
  })

  it('deletes an experiment', async () => {
    expect((await api('DELETE', `/experiments/${experiment}?deleteAncestors=true`)).status).toBe(204)
    expect((await api('GET', `/experiments/${experiment}`)).status).toBe(404)
  })

  it('deploys a web service, to be polled for, and again over the same', async () => {
    const deploy = async (query: string) => {
      const { body } = await api('POST', `/experiments/${experiment}/webservice?generateNewPortNames=false${query}`, '')
      expect(body).toMatchObject({ Status: 'Running', WebServiceGroupId: null })
      for (;;) {
        const polled = (await api('GET', `/experiments/${body.ActivityId}/webservice`)).body
        if (polled.Status !== 'Running') return polled
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    const first = await deploy('')
    expect(first).toMatchObject({ Status: 'Completed', WebServiceGroupId: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect(await deploy('&updateExistingWebService=true')).toMatchObject({
      WebServiceGroupId: first.WebServiceGroupId,
      EndpointId: first.EndpointId,
    })
    expect((await deploy('')).WebServiceGroupId).not.toBe(first.WebServiceGroupId)
  })

  it('answers errors with capital keys', async () => {
    const unauthorized = await api('GET', '/experiments', undefined, 'wrong')
    expect(unauthorized).toEqual({
      status: 401,
      body: {
        Error: {
          Code: 'UserError',
          Message: `Attempted access to /api/workspaces/${ml.workspaceId}/experiments is not authorized and has been denied.`,
          Target: null,
          Details: [],
          InnerError: null,
          DebugInfo: null,
        },
      },
    })
    const bodies = [
      '',
      '{',
      '[]',
      '{}',
      '{"ExperimentGraph":{"ModuleNodes":1}}',
      '{"ExperimentGraph":{"ModuleNodes":[{}]}}',
    ]
    for (const body of bodies) expect((await api('POST', '/experiments', body)).status).toBe(400)
    for (const path of [
      `/experiments/${'0'.repeat(32)}`,
      '/experiments/x',
      '/other',
      `/experiments/${experiment}/webservicedefinition/x`,
    ]) {
      expect((await api('GET', path)).status).toBe(404)
    }
    expect((await api('GET', `/experiments/${experiment}/outputdata/score/0`)).status).toBe(404)
    expect((await api('GET', `/experiments/${experiment}/webservicedefinition`)).status).toBe(400)
  })
})

describe('old experiments in the studio', () => {
  it('are imported and exported', async () => {
    const base = `/workspaces/${ml.workspaceId}`
    const exported = (await ml.studio('GET', `${base}/experiments/${experiment}/classic`)).body
    const imported = await ml.studio('POST', `${base}/classic-experiments`, exported)
    expect([imported.status, imported.body.missing]).toEqual([201, []])
    const again = (await ml.studio('GET', `${base}/experiments/${imported.body.experimentId}/classic`)).body
    expect(again).toEqual(exported)
    expect((await ml.studio('POST', `${base}/classic-experiments`, {})).body.error.details[0].target).toBe('body.Graph')
  })
})
