import { createMemoryCall } from '@sluice/platform'
import { createMemorySpans } from '@sluice/platform/memory-spans'
import { withSpans } from '@sluice/platform/spans'
import { expect, it } from 'vitest'
import { hashingService } from '../batch/engine/batch-engine.fixture.ts'
import { startWork } from '../batch/work/batch-work.fixture.ts'
import { graphOf, startRuns } from '../experiments/runs.fixture.ts'
import { startMachineLearning } from '../machine-learning.fixture.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const parentId = 'b7ad6b7169203331'
const traceparent = `00-${traceId}-${parentId}-01`

it('goes on with the trace of a scoring call down to its modules', async () => {
  const ml = await startMachineLearning()
  const spans = createMemorySpans()
  const score = async (text: string) => {
    const { call, response } = createMemoryCall({
      method: 'POST',
      target: `${ml.servicePath}/execute?api-version=2.0`,
      headers: ['Authorization', `Bearer ${ml.endpoint.primaryKey}`, 'traceparent', traceparent],
      body: JSON.stringify({ Inputs: { input1: { ColumnNames: ['Col2'], Values: [[text], [text]] } } }),
    })
    withSpans(ml.handle, spans)(call)
    return (await response).status
  }
  expect(await score('This is a good day')).toBe(200)
  const [call, scored, ...modules] = spans.ended.toReversed()
  expect(call).toMatchObject({ name: 'POST', kind: 'server', traceId, parentId, failure: undefined })
  expect(scored).toMatchObject({
    name: 'score',
    traceId,
    parentId: call?.spanId,
    attributes: { 'sluice.endpoint': ml.endpoint.id, 'sluice.rows': 2 },
  })
  expect(modules.map((span) => [span.name, span.parentId])).toContainEqual(['Feature Hashing', scored?.spanId])
  expect(JSON.stringify(spans.ended)).not.toContain('good day')
  expect(JSON.stringify(spans.ended)).not.toContain(ml.endpoint.primaryKey)
})

it('goes on with the trace of the call that submitted a batch job', async () => {
  const work = startWork({ definition: hashingService(), chunkBytes: 200 })
  const id = await work.putJob('n,text\n1,one\n2,two\n', { traceparent })
  work.startWorker()
  await work.untilEnded(id)
  await expect
    .poll(() => work.spans.ended)
    .toMatchObject([
      {
        name: 'batch job',
        kind: 'consumer',
        traceId,
        parentId,
        attributes: { 'sluice.job': id, 'sluice.state': 'finished', 'sluice.rows': 2 },
        failure: undefined,
      },
    ])
  await work.close()
})

it('gives a run a span, and each of its modules that ran', async () => {
  const spans = createMemorySpans()
  const { run, runs } = await startRuns({ spans })
  await run(
    graphOf(
      [
        ['a', 'source'],
        ['b', 'step', { label: 'b' }],
      ],
      ['a.data > b.data'],
    ),
  )
  await expect.poll(() => spans.ended.map(({ name }) => name)).toHaveLength(3)
  await runs.close()
  const whole = spans.ended.find(({ name }) => name === 'run')
  expect(whole).toMatchObject({ kind: 'consumer', attributes: { 'sluice.state': 'finished' }, failure: undefined })
  const modules = spans.ended.filter(({ parentId: parent }) => parent === whole?.spanId)
  expect(modules.map(({ attributes }) => [attributes['sluice.node'], attributes['sluice.module']])).toEqual([
    ['a', 'source'],
    ['b', 'step'],
  ])
})
