import { describe, expect, it } from 'vitest'
import { cellOf, gatewayId, noon, recordOf, startUsage } from './usage.fixture.ts'

describe('batches of gateways', () => {
  it('are acknowledged with the newest number, however often they come', async () => {
    const { post, send, environment } = await startUsage()
    expect(await send([cellOf()])).toEqual({ status: 200, json: { applied: 1 } })
    expect(await send([cellOf()])).toEqual({ status: 200, json: { applied: 2 } })
    const repeated = { gateway: gatewayId, number: 1, cells: [cellOf()], records: [] }
    expect(await post(repeated)).toEqual({ status: 200, json: { applied: 2 } })
    const { rows } = await environment.usage.read({ service: 'sluice', from: noon - 3_600_000, to: noon })
    expect(rows.map(({ sums }) => sums.success)).toEqual([2])
  })

  it('are refused out of order, and taken when those before can come no more, which is logged', async () => {
    const { post, send, log } = await startUsage()
    await send([cellOf()])
    const batch = { gateway: gatewayId, number: 9, cells: [cellOf()], records: [] }
    expect(await post(batch)).toEqual({
      status: 409,
      json: {
        error: {
          code: 'UsageBatchMissing',
          message: `Batch 9 of the gateway ${gatewayId} cannot be applied before batch 2.`,
          details: null,
        },
      },
    })
    expect(await post({ ...batch, oldest: 9 })).toEqual({ status: 200, json: { applied: 9 } })
    expect(log.records.find(({ fields }) => fields.lost === 7)?.level).toBe('warn')
  })

  it.each([
    ['no batch', {}, ['gateway', 'number', 'cells', 'records']],
    ['a gateway without an identifier of its own', { gateway: 'x', number: 1, cells: [], records: [] }, ['gateway']],
    ['a number below 1', { gateway: gatewayId, number: 0, cells: [], records: [] }, ['number']],
    ['an oldest batch after it', { gateway: gatewayId, number: 1, oldest: 2, cells: [], records: [] }, ['oldest']],
    [
      'half a cell among good ones',
      { gateway: gatewayId, number: 1, cells: [cellOf(), { ...cellOf(), calls: -1, minute: 1.5 }], records: [] },
      ['cells.1.minute', 'cells.1.calls'],
    ],
    [
      'a histogram that does not ascend',
      {
        gateway: gatewayId,
        number: 1,
        cells: [{ ...cellOf(), apiTime: { count: 2, sum: 2, min: 1, max: 1, buckets: [3, 1, 2, 1] } }],
        records: [],
      },
      ['cells.0.apiTime.buckets'],
    ],
    [
      'a record without its request id',
      {
        gateway: gatewayId,
        number: 1,
        cells: [],
        records: [{ ...recordOf({ requestId: '1' }), requestId: undefined }],
      },
      ['records.0.requestId'],
    ],
  ])('are refused whole for %s, with the place', async (_, body, places) => {
    const { post, environment } = await startUsage()
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(answer.json.error.details.map(({ target }: { target: string }) => target)).toEqual(places)
    expect(await environment.usage.services()).toEqual([])
  })

  it('are taken of gateways only', async () => {
    const { post, token, issue } = await startUsage()
    const batch = { gateway: gatewayId, number: 1, cells: [], records: [] }
    expect((await post(batch, token)).status).toBe(403)
    expect((await post(batch, await issue('publisher'))).status).toBe(403)
    expect((await post(batch, 'none')).status).toBe(401)
  })
})
