import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTableWorkProcess } from './table-work-process.ts'

let folder: string
let work: ReturnType<typeof createTableWorkProcess>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'table-work-'))
  work = createTableWorkProcess({ temporaryFolder: join(folder, 'spill') })
})
afterEach(async () => {
  await work.close()
  await rm(folder, { recursive: true, force: true })
})

const passage = () => ({ signal: new AbortController().signal })
const write = async (text: string) => {
  const path = join(folder, 'source.csv')
  await writeFile(path, text)
  return { path, fileName: 'source.csv' }
}
const taskFor = (source: { readonly path: string; readonly fileName: string }, maxBadRows = 10) => ({
  source,
  options: {},
  maxBadRows,
  tablePath: join(folder, 'table.parquet'),
  badRowsPath: join(folder, 'bad.jsonl'),
})

describe('work on tables in a process of its own', () => {
  it('guesses, imports and computes figures', async () => {
    const source = await write('a,b\n1,x\n2,y\n3\n')
    expect((await work.guess(source, {}, passage())).columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'Int32'],
      ['b', 'String'],
    ])
    const { file, badRowCount } = await work.importFile(taskFor(source), passage())
    expect([file.rowCount, badRowCount]).toEqual([2, 1])
    expect(await work.statistics(file.path, passage())).toMatchObject([
      { count: 2, min: 1, max: 2 },
      { uniqueCount: 2, mean: undefined },
    ])
  })

  it('fails with the words of the catalogue', async () => {
    const source = await write('a,b\n1\n2\n')
    await expect(work.importFile(taskFor(source, 1), passage())).rejects.toMatchObject({ code: 'BadRowsTooMany' })
  })

  it('tells when the process is gone, and works again in another', async () => {
    const source = await write(`a,b\n${'1,x\n'.repeat(2_000_000)}`)
    const lost = work.importFile(taskFor(source), passage())
    const pid = work.pid() ?? 0
    process.kill(pid, 'SIGKILL')
    await expect(lost).rejects.toMatchObject({ code: 'TableWorkLost' })
    expect((await work.guess(await write('a\n1\n'), {}, passage())).columns).toHaveLength(1)
    expect(work.pid()).not.toBe(pid)
  })

  it('is called off', async () => {
    const source = await write(`a,b\n${'1,x\n'.repeat(2_000_000)}`)
    const aborter = new AbortController()
    const onProgress = () => aborter.abort(new Error('Enough.'))
    await expect(work.importFile(taskFor(source), { signal: aborter.signal, onProgress })).rejects.toThrow('Enough.')
  })
})
