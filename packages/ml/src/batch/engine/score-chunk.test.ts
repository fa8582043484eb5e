import { AppError } from '@sluice/contracts'
import { columnAt, readCell, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import type { Scorer } from '../../web-services/scorer.ts'
import { type ChunkSetting, scoreChunk } from './score-chunk.ts'

const schema = [toColumnSchema('n', 'Int32'), toColumnSchema('text', 'String')]

/** Gives rows back as they are; a module of it does not take 13, and says in which row it is. */
const scorer: Scorer = {
  inputs: [{ name: 'input1', schema }],
  outputs: [{ name: 'output1', schema }],
  modelOutputs: [],
  describe: async () => ({ outputs: [{ name: 'output1', schema }], isRowWise: true }),
  score(tables) {
    const { input1 } = tables as { input1: NonNullable<(typeof tables)[string]> }
    for (let row = 0; row < input1.rowCount; row += 1) {
      if (readCell(columnAt(input1, 0), row) !== 13) continue
      throw new AppError('ConversionFailed', { column: 'n', type: 'Lucky', row: row + 1, value: '13' }, { target: 'M' })
    }
    return { output1: input1 }
  },
  run: () => ({}),
}

const setting = (badRowRule: ChunkSetting['badRowRule']): ChunkSetting => ({
  inputName: 'input1',
  form: { places: [0, 1], width: 2, delimiter: 44 },
  encoding: 'utf-8',
  outputs: [{ name: 'output1', delimiter: ',' }],
  badRowRule,
  parameters: {},
})
const chunk = { bytes: Buffer.from('1,a\n13,b\nx,c\n2,"d\ne"\n13,f\n'), line: 7, hasHeader: true }
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()

describe('scoring a chunk', () => {
  it('keeps rows apart that cannot be read or scored, each with the line that it is on', async () => {
    const { outputs, rows, badRows, badLines } = await scoreChunk(chunk, setting('keep-apart'), scorer)
    expect(textOf(outputs.output1)).toBe('n,text\r\n1,a\r\n2,"d\ne"\r\n')
    expect([rows, badRows]).toEqual([2, 3])
    const lines = textOf(badLines).trimEnd().split('\r\n')
    expect(lines.map((line) => line.split(',')[0])).toEqual(['8', '9', '12'])
    expect(lines[0]).toContain('row 8')
    expect(lines[2]).toContain('row 12')
  })

  it('ends at the first bad row where none may be', async () => {
    const failing = scoreChunk(chunk, setting('fail'), scorer)
    await expect(failing).rejects.toMatchObject({ code: 'BatchRowInvalid', parameters: { line: 8 } })
  })
})
