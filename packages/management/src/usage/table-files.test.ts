import { parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { cellOf, noon, recordOf, startUsage, withFilter } from './usage.fixture.ts'

async function startWithFiles() {
  const usage = await startUsage()
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const response = await usage.fetchRaw(`${usage.base}/sluice${path}&api-version=2024-05-01`, {
      headers: { Authorization: `Bearer ${usage.token}`, ...headers },
    })
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
  }
  return { ...usage, read }
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('files of usage', () => {
  it('have the rows of a report as CSV, all of them, in its order', async () => {
    const { read, send } = await startWithFiles()
    await send([cellOf({ api: 'a,"b"', calls: 2 }), cellOf({ api: '=1+1', calls: 1 })])
    const path = `/reports/byApi?${withFilter()}&$orderby=callCountTotal&$top=1`
    const { response, bytes } = await read(`${path}&format=csv`)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="sluice-byApi.csv"')
    expect(textOf(bytes).split('\r\n')).toEqual([
      'name,apiId,callCountSuccess,callCountBlocked,callCountFailed,callCountOther,callCountTotal,bandwidth,cacheHitCount,cacheMissCount,apiTimeAvg,apiTimeMin,apiTimeMax,serviceTimeAvg,serviceTimeMin,serviceTimeMax',
      "'=1+1,/apis/=1+1,1,0,0,0,1,100,0,0,2,2,2,0,0,0",
      '"a,""b""","/apis/a,""b""",2,0,0,0,2,200,0,0,2,2,2,0,0,0',
      '',
    ])
    expect((await read(path, { Accept: 'text/csv' })).bytes).toEqual(bytes)
  })

  it('have the rows of a report as Parquet, with types', async () => {
    const { read, send } = await startWithFiles()
    await send([cellOf({ calls: 2 }), cellOf({ calls: 1, at: noon - 3_600_000 })])
    const { response, bytes } = await read(`/reports/byTime?${withFilter()}&interval=PT1H&format=parquet`)
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.parquet')
    const rows = await parquetReadObjects({ file: bytes.buffer })
    expect(rows).toMatchObject([
      { timestamp: new Date('2026-01-05T11:00:00Z'), interval: 'PT1H', callCountTotal: 3n, apiTimeAvg: 2 },
    ])
  })

  it('have all calls of a search, many more than a page, in pieces', async () => {
    const { read, send } = await startWithFiles()
    const count = 10_900
    const records = Array.from({ length: count }, (_, index) =>
      recordOf({ requestId: `r${index}`, timestamp: noon - index, status: 200 + (index % 2) }),
    )
    await send([], records)
    const csv = textOf((await read('/callRecords?status=201&format=csv')).bytes)
      .trimEnd()
      .split('\r\n')
    expect(csv).toHaveLength(count / 2 + 1)
    expect(csv[1]).toBe(
      '2026-01-05T11:59:59.999Z,r1,GET,https://gateway.example.com/echo/resource,203.0.113.7,201,success,none,,,,,,,,,,,0,20,1.5,',
    )
    const { bytes } = await read('/callRecords?format=parquet')
    const rows = await parquetReadObjects({ file: bytes.buffer })
    expect(rows).toHaveLength(count)
    expect(rows.at(-1)).toMatchObject({ requestId: `r${count - 1}`, status: 201n, serviceTime: null })
    const reported = await parquetReadObjects({
      file: (await read(`/reports/byRequest?${withFilter()}&format=parquet`)).bytes.buffer,
    })
    expect(reported).toHaveLength(count)
    expect(reported[0]).toMatchObject({ requestId: 'r0', responseCode: 200n, apiTime: 1.5 })
  })

  it('have a head also when there is no row', async () => {
    const { read } = await startWithFiles()
    expect(textOf((await read(`/reports/byUser?${withFilter()}&format=csv`)).bytes)).toMatch(/^name,userId,.*\r\n$/)
    const { bytes } = await read(`/reports/byUser?${withFilter()}&format=parquet`)
    expect(await parquetReadObjects({ file: bytes.buffer })).toEqual([])
  })
})
