import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runSomething } from './outputs.fixture.ts'

describe('a table that came out of a module', () => {
  it('has statistics and histograms, which are computed once', async () => {
    const { studio, at, artifacts } = await runSomething()
    const path = `${at('data', 'dataset')}/statistics`
    const { status, body } = await studio('GET', path)
    expect([status, body.rowCount]).toEqual([200, 12])
    expect(
      body.columns.map(({ name, type, uniqueCount, min, max }: never) => [name, type, uniqueCount, min, max]),
    ).toEqual([
      ['x', 'Int32', 12, 0, 11],
      ['colour', 'String', 2, 'blue', 'red'],
      ['label', 'Int32', 12, 1, 34],
    ])
    expect(body.columns[0].histogram).toHaveLength(10)
    expect((await studio('GET', path)).body).toEqual(body)
    expect((await artifacts.list('outputs')).length).toBeGreaterThan(0)
    expect((await studio('GET', `${at('train', 'trainedModel')}/statistics`)).body.error.code).toBe('RunOutputNotTable')
  })

  it('is downloaded in every format, unless asked otherwise as its module says', async () => {
    const { at, download, tables } = await runSomething()
    const path = `${at('data', 'dataset')}/download`
    const csv = await download(`${path}?format=csv`)
    expect(csv.header('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.header('content-disposition')).toContain('Enter Data Manually (data) - dataset.csv')
    expect(csv.text().split('\r\n').slice(0, 3)).toEqual(['x,colour,label', '0,red,1', '1,blue,4'])
    expect((await download(`${path}?format=tsv`)).text().split('\r\n')[1]).toBe('0\tred\t1')
    expect((await download(`${path}?format=arff`)).text()).toContain('@data')
    expect((await download(`${path}?format=json-lines`)).text().split('\n')[0]).toBe('{"x":0,"colour":"red","label":1}')
    const own = await download(`${at('text', 'resultsDataset')}/download`)
    expect(own.header('content-type')).toBe('text/tab-separated-values; charset=utf-8')
    const parquet = await download(path)
    expect(parquet.header('content-type')).toBe('application/vnd.apache.parquet')
    const file = join(tmpdir(), `sluice-output-${createHash('sha256').update(parquet.body).digest('hex')}.parquet`)
    await writeFile(file, parquet.body)
    expect(await tables.guess({ path: file })).toMatchObject({ format: 'parquet', rowCount: 12 })
    const part = await download(path, ['Range', 'bytes=0-3'])
    expect([part.status, part.text()]).toEqual([206, 'PAR1'])
  })

  it('is compared column by column', async () => {
    const { studio, at } = await runSomething()
    const pair = async (x: string, y: string) =>
      (await studio('GET', `${at('data', 'dataset')}/column-pair?x=${x}&y=${y}`)).body
    expect(await pair('x', 'label')).toMatchObject({ kind: 'scatter', correlation: expect.closeTo(1, 9) })
    expect(await pair('colour', 'label')).toMatchObject({ kind: 'boxes', by: 'x', categoryCount: 2 })
    expect(await pair('colour', 'colour')).toMatchObject({
      kind: 'cross-table',
      counts: [
        [8, 0],
        [0, 4],
      ],
    })
    expect((await pair('colour', 'none')).error.code).toBe('ColumnNotFound')
  })
})

describe('a model that came out of a module', () => {
  it('shows its settings and the weights of its features', async () => {
    const { studio, at, download } = await runSomething()
    const { body } = await studio('GET', `${at('train', 'trainedModel')}/view?top=2`)
    expect(body).toMatchObject({
      kind: 'model',
      title: 'Linear Regression',
      learner: 'linear-regression',
      isTrained: true,
      label: { name: 'label' },
      featureColumns: [
        { name: 'x', type: 'Double' },
        { name: 'colour', type: 'String' },
      ],
      training: { rowCount: 12, droppedRowCount: 0, labelMean: 17.5 },
      learned: { kind: 'weights', weightCount: expect.any(Number) },
    })
    expect(body.learned.weights.map(({ feature }: { feature: string }) => feature)).toEqual(['Bias', 'x'])
    expect(body.settings).toContainEqual({ name: 'l2Weight', title: 'L2 regularization weight', value: 0 })
    const untrained = await studio('GET', `${at('learner', 'untrainedModel')}/view`)
    expect(untrained.body).toMatchObject({ kind: 'model', isTrained: false, training: null, learned: null })
    const file = await download(`${at('train', 'trainedModel')}/download`)
    expect(file.header('content-type')).toBe('application/octet-stream')
    const refused = await studio('GET', `${at('train', 'trainedModel')}/download?format=csv`)
    expect(refused.body.error.code).toBe('RunOutputNotTable')
  })
})

describe('a transformation that came out of a module', () => {
  it('says what it does to each column', async () => {
    const { studio, at } = await runSomething()
    const { body } = await studio('GET', `${at('scale', 'transformationFunction')}/view`)
    expect(body).toMatchObject({
      kind: 'transformation',
      title: 'Normalize Data',
      columnCount: 1,
      columns: [{ name: 'x', type: 'Int32', effect: '(x − mean) / deviation', figures: { mean: 5.5 } }],
    })
    expect(body.settings).toContainEqual({ name: 'method', title: 'Transformation method', value: 'ZScore' })
  })
})
