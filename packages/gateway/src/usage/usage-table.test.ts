import { bucketOfMicroseconds, type UsageCell } from '@sluice/contracts/usage'
import { describe, expect, it } from 'vitest'
import { mergeCells } from './merge-cells.ts'
import { createUsageReader } from './usage-reader.ts'
import { allocateUsageTable, openUsageTable, turnWord, type UsageTableSize } from './usage-table.ts'
import { type CallDimensions, type CallMeasure, createUsageWriter } from './usage-writer.ts'

const root = '/services/contoso'
const met = (path: string) => ({ resourceId: `${root}${path}` })

const dimensions = (other: Partial<CallDimensions> = {}): CallDimensions => ({
  service: met(''),
  api: met('/apis/echo'),
  operation: met('/apis/echo/operations/get'),
  product: met('/products/starter'),
  subscription: met('/subscriptions/one'),
  user: met('/users/ann'),
  backendName: undefined,
  cacheUse: 'none',
  ...other,
})

const measure = (other: Partial<CallMeasure> = {}): CallMeasure => ({
  minute: 29_000_000,
  status: 200,
  bytesIn: 10,
  bytesOut: 100,
  apiTime: 500,
  serviceTime: 300,
  isLeftOut: false,
  ...other,
})

function openTable(size?: UsageTableSize) {
  const buffer = allocateUsageTable(size)
  return { buffer, writer: createUsageWriter(buffer), reader: createUsageReader(buffer) }
}

const callsOf = (cells: readonly UsageCell[]) => cells.reduce((sum, { calls }) => sum + calls, 0)

describe('the table of a worker', () => {
  it('sums calls that agree in all dimensions, and tells apart those that do not', () => {
    const { writer, reader } = openTable()
    writer.count(dimensions(), measure())
    writer.count(dimensions(), measure({ bytesIn: 5, bytesOut: 0, apiTime: 1_000, serviceTime: 100 }))
    writer.count(dimensions({ cacheUse: 'hit' }), measure({ serviceTime: -1 }))
    expect(reader.take()?.cells).toEqual([
      {
        minute: 29_000_000,
        service: 'contoso',
        api: 'echo',
        operation: 'get',
        product: 'starter',
        subscription: 'one',
        user: 'ann',
        status: 200,
        cache: 'none',
        calls: 2,
        bytesIn: 15,
        bytesOut: 100,
        apiTime: {
          count: 2,
          sum: 1_500,
          min: 500,
          max: 1_000,
          buckets: [bucketOfMicroseconds(500), 1, bucketOfMicroseconds(1_000), 1],
        },
        serviceTime: { count: 2, sum: 400, min: 100, max: 300, buckets: [100, 1, bucketOfMicroseconds(300), 1] },
      },
      {
        minute: 29_000_000,
        service: 'contoso',
        api: 'echo',
        operation: 'get',
        product: 'starter',
        subscription: 'one',
        user: 'ann',
        status: 200,
        cache: 'hit',
        calls: 1,
        bytesIn: 10,
        bytesOut: 100,
        apiTime: { count: 1, sum: 500, min: 500, max: 500, buckets: [bucketOfMicroseconds(500), 1] },
        serviceTime: { count: 0, sum: 0, min: 0, max: 0, buckets: [] },
      },
    ])
  })

  it('tells apart every dimension, the status and the minute', () => {
    const { writer, reader } = openTable()
    const others: readonly (readonly [Partial<CallDimensions>, Partial<CallMeasure>])[] = [
      [{}, {}],
      [{ operation: undefined }, {}],
      [{ operation: undefined, api: undefined }, {}],
      [{ operation: met('/apis/echo/operations/put') }, {}],
      [{ product: undefined }, {}],
      [{ subscription: undefined }, {}],
      [{ user: undefined }, {}],
      [{ backendName: 'main' }, {}],
      [{ cacheUse: 'miss' }, {}],
      [{}, { status: 0 }],
      [{}, { status: 599 }],
      [{}, { minute: 29_000_001 }],
    ]
    for (const [call, measured] of others) writer.count(dimensions(call), measure(measured))
    const cells = reader.take()?.cells ?? []
    expect(cells.map(({ calls }) => calls)).toEqual(others.map(() => 1))
    expect(cells.map((cell) => [cell.operation, cell.backend, cell.cache, cell.status, cell.minute])).toEqual([
      ['get', undefined, 'none', 200, 29_000_000],
      [undefined, undefined, 'none', 200, 29_000_000],
      [undefined, undefined, 'none', 200, 29_000_000],
      ['put', undefined, 'none', 200, 29_000_000],
      ['get', undefined, 'none', 200, 29_000_000],
      ['get', undefined, 'none', 200, 29_000_000],
      ['get', undefined, 'none', 200, 29_000_000],
      ['get', 'main', 'none', 200, 29_000_000],
      ['get', undefined, 'miss', 200, 29_000_000],
      ['get', undefined, 'none', 0, 29_000_000],
      ['get', undefined, 'none', 599, 29_000_000],
      ['get', undefined, 'none', 200, 29_000_001],
    ])
  })

  it('names an API without its revision', () => {
    const { writer, reader } = openTable()
    writer.count(
      dimensions({ api: met('/apis/echo;rev=2'), operation: met('/apis/echo;rev=2/operations/get') }),
      measure(),
    )
    expect(reader.take()?.cells).toMatchObject([{ api: 'echo', operation: 'get' }])
  })

  it('is empty once it was read, and each call is read once', () => {
    const { writer, reader } = openTable()
    const taken: UsageCell[] = []
    for (let n = 0; n < 100; n += 1) {
      for (let call = 0; call <= n; call += 1) {
        writer.count(dimensions(), measure({ status: 200 + (call % 7), apiTime: call * 1_000, serviceTime: n }))
      }
      taken.push(...(reader.take()?.cells ?? []))
    }
    expect(reader.take()).toEqual({ cells: [], callsFolded: 0, recordsLeftOut: 0 })
    const merged = mergeCells(taken)
    expect(merged.map(({ status }) => status)).toEqual([200, 201, 202, 203, 204, 205, 206])
    expect(callsOf(merged)).toBe(5_050)
    for (const { calls, apiTime, serviceTime } of merged) {
      for (const { buckets } of [apiTime, serviceTime]) {
        expect(buckets.filter((_, at) => at % 2 === 1).reduce((sum, hits) => sum + hits, 0)).toBe(calls)
      }
    }
  })

  it('that is full counts on without the finer dimensions, and says how many calls that were', () => {
    const { writer, reader } = openTable({ cells: 64, blocks: 16, textUnits: 4_096 })
    for (let n = 0; n < 1_000; n += 1) {
      const subscription = met(`/subscriptions/s${n}`)
      const operation = met(`/apis/echo/operations/o${n % 300}`)
      writer.count(dimensions({ subscription, operation }), measure({ apiTime: n * n }))
    }
    const taken = reader.take()
    expect(callsOf(taken?.cells ?? [])).toBe(1_000)
    expect(taken?.cells.filter(({ subscription }) => subscription !== undefined)).toHaveLength(48)
    expect(taken?.callsFolded).toBe(952)
    expect(taken?.cells.filter(({ subscription }) => subscription === undefined)[0]).toMatchObject({
      service: 'contoso',
      api: 'echo',
      operation: 'o48',
    })
    expect(taken?.cells.at(-1)).toMatchObject({ service: 'contoso', status: 200 })
    expect(taken?.cells.at(-1)).not.toHaveProperty('api')
    for (const { calls, apiTime } of taken?.cells ?? []) {
      expect(apiTime.buckets.filter((_, at) => at % 2 === 1).reduce((sum, hits) => sum + hits, 0)).toBe(calls)
    }
    writer.count(dimensions(), measure())
    expect(reader.take()).toMatchObject({ cells: [{ subscription: 'one', calls: 1 }], callsFolded: 0 })
  })

  it('counts calls that should have been kept one by one and were not', () => {
    const { writer, reader } = openTable()
    writer.count(dimensions(), measure({ isLeftOut: true }))
    writer.count(dimensions(), measure())
    expect(reader.take()).toMatchObject({ cells: [{ calls: 2 }], recordsLeftOut: 1 })
  })

  it('is not read while its worker is in the middle of a call, and is read whole when the worker is gone', () => {
    const { buffer, writer, reader } = openTable()
    writer.count(dimensions(), measure())
    const { control } = openUsageTable(buffer)
    Atomics.add(control, turnWord, 1)
    expect(reader.take()).toBeUndefined()
    expect(reader.take()).toBeUndefined()
    Atomics.add(control, turnWord, 1)
    expect(callsOf(reader.take()?.cells ?? [])).toBe(1)
    writer.count(dimensions(), measure())
    Atomics.add(control, turnWord, 1)
    expect(reader.take()).toBeUndefined()
    expect(callsOf(reader.takeLast().cells)).toBe(1)
    expect(reader.takeLast().cells).toEqual([])
  })

  it('takes times of any length', () => {
    const { writer, reader } = openTable()
    const times = [0, 1, 127, 128, 3_600_000_000, 1e12]
    for (const time of times) writer.count(dimensions(), measure({ apiTime: time, serviceTime: time }))
    expect(reader.take()?.cells[0]?.apiTime).toEqual({
      count: 6,
      sum: 1_003_600_000_256,
      min: 0,
      max: 1e12,
      buckets: [0, 1, 1, 1, 127, 1, 128, 1, bucketOfMicroseconds(3_600_000_000), 1, bucketOfMicroseconds(1e12), 1],
    })
  })
})

describe('cells of several workers', () => {
  it('are added where they agree', () => {
    const cells = [1, 2].flatMap((n) => {
      const { writer, reader } = openTable()
      writer.count(dimensions(), measure({ apiTime: n, serviceTime: n === 1 ? -1 : 7 }))
      writer.count(dimensions(), measure({ status: 500 + n, apiTime: 3, serviceTime: -1 }))
      return reader.take()?.cells ?? []
    })
    expect(
      mergeCells(cells).map(({ status, calls, apiTime, serviceTime }) => [status, calls, apiTime, serviceTime]),
    ).toEqual([
      [
        200,
        2,
        { count: 2, sum: 3, min: 1, max: 2, buckets: [1, 1, 2, 1] },
        { count: 1, sum: 7, min: 7, max: 7, buckets: [7, 1] },
      ],
      [
        501,
        1,
        { count: 1, sum: 3, min: 3, max: 3, buckets: [3, 1] },
        { count: 0, sum: 0, min: 0, max: 0, buckets: [] },
      ],
      [
        502,
        1,
        { count: 1, sum: 3, min: 3, max: 3, buckets: [3, 1] },
        { count: 0, sum: 0, min: 0, max: 0, buckets: [] },
      ],
    ])
  })
})
