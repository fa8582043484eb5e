import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTableFromRows, sliceRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { createSystemClock, createTableFiles } from '@sluice/platform'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  anyCase,
  isRefusal,
  modules,
  type RowWiseCase,
  refusing,
  rowWiseModules,
  streamedPorts,
  toRowWiseCase,
} from '../modules/generated-cases.fixture.ts'
import { editMetadata } from '../modules/manipulation/edit-metadata.ts'
import type { Module } from '../modules/module.ts'
import { isTable } from '../modules/port-values.ts'
import { createRunContext, runModule } from '../modules/run-module.fixture.ts'
import { extractNgramFeaturesFromText } from '../modules/text-analytics/extract-n-gram-features-from-text/extract-n-gram-features-from-text.ts'
import type { ModuleTask, TaskInput } from './module-executor.ts'
import { runModuleOfTask } from './run-module-of-task.ts'
import { readValue, writeOutput } from './task-files.ts'

let folder: string
const tables = createTableFiles({ temporaryFolder: join(tmpdir(), `sluice-pieces-${process.pid}`) })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-pieces-'))
})
afterAll(async () => {
  await tables.close()
  await rm(folder, { recursive: true, force: true })
})

let folderCount = 0
async function newFolder(): Promise<string> {
  folderCount += 1
  const path = join(folder, String(folderCount))
  await mkdir(path)
  return path
}

/** Inputs as an earlier module leaves them. */
async function toTaskInputs(module: Module, { inputs }: RowWiseCase): Promise<ModuleTask['inputs']> {
  const place = await newFolder()
  const written: Record<string, TaskInput> = {}
  for (const [index, [port, value]] of Object.entries(inputs).entries()) {
    const type = module.inputs[port]?.type ?? 'table'
    const output = await writeOutput(value, type, { folder: place, index }, tables)
    written[port] = { ...output, path: join(place, output.file) }
  }
  return written
}

/** Runs a module from files to files: on all rows at once, or, where it can be, on so many after others. */
async function runOnTask(module: Module, given: RowWiseCase, inputs: ModuleTask['inputs'], rowsPerPiece?: number) {
  const { rowCount = 0, memoryBytes = 0 } = inputs[streamedPorts(module)[0] as string] as TaskInput
  const log: string[] = []
  const context = createRunContext({ modules: Object.values(modules), log })
  const task: ModuleTask = {
    workspaceId: 'w',
    module: module.id,
    title: module.title,
    parameters: given.parameters,
    inputs,
    seed: context.seed,
    folder: await newFolder(),
  }
  const pieces = rowsPerPiece && { pieceBytes: (memoryBytes * (rowsPerPiece + 0.5)) / Math.max(1, rowCount) }
  const services = {
    ...context,
    modules,
    tables,
    clock: createSystemClock(),
    largeBytes: pieces === undefined ? 1e9 : -1,
    memoryBytes: 1e9,
    ...pieces,
    saved: () => context as never,
  }
  const outputs = await runModuleOfTask({ module, parameters: given.parameters, task, context, services })
  const values: Record<string, unknown> = {}
  for (const [port, output] of Object.entries(outputs)) {
    const value = await readValue({ ...output, path: join(task.folder, output.file) }, tables)
    values[port] = isTable(value) ? { schema: value.schema, rows: toRows(value) } : value
    if (isTable(value)) expect(output).toMatchObject({ rowCount: value.rowCount, file: expect.any(String) })
  }
  return { values, log, outputs }
}

/** What a run on all rows up to the end of the first piece with a fault says. */
async function refusalOfFirstPiece(module: Module, { inputs, parameters }: RowWiseCase, rowsPerPiece: number) {
  const ports = streamedPorts(module)
  const rowCount = (inputs[ports[0] as string] as Table).rowCount
  for (let end = Math.min(rowsPerPiece, rowCount); ; end = Math.min(rowCount, end + rowsPerPiece)) {
    const first = ports.map((port) => [port, sliceRows(inputs[port] as Table, 0, end)] as const)
    const context = createRunContext({ modules: Object.values(modules) })
    const outcome = await refusing(() => module.run({ ...inputs, ...Object.fromEntries(first) }, parameters, context))
    if (isRefusal(outcome) || end === rowCount) return outcome
  }
}

const texts = createTableFromRows(
  [toColumnSchema('text', 'String')],
  ['1', '2', '3', 'good', '5', 'good day'].map((text) => [text]),
)

async function runInPairs(module: Module, inputs: RowWiseCase['inputs'], parameters: object) {
  const given = { inputs, parameters: module.parameters.parse(parameters) }
  return (await runOnTask(module, given, await toTaskInputs(module, given), 2)).values
}

describe('a module that is run piece by piece', () => {
  it('gives once what does not depend on the rows', async () => {
    const parameters = { minimumDocumentFrequency: 1, selectsFeatures: false }
    const learned = await runModule(extractNgramFeaturesFromText, { dataset: texts }, parameters)
    const vocabulary = learned.resultVocabulary as Table
    expect(toRows(vocabulary)).toHaveLength(2)
    const inputs = { dataset: texts, inputVocabulary: vocabulary }
    const { resultVocabulary, resultsDataset } = await runInPairs(extractNgramFeaturesFromText, inputs, {
      ...parameters,
      vocabularyMode: 'read-only',
    })
    expect(resultVocabulary).toEqual({ schema: vocabulary.schema, rows: toRows(vocabulary) })
    expect(resultsDataset).toMatchObject({ rows: { length: texts.rowCount } })
  })

  it('counts the rows of its errors in the whole table', async () => {
    const parameters = { columns: { beginWith: 'all' }, dataType: 'integer' }
    const rows = sliceRows(texts, 2, 6)
    await expect(runInPairs(editMetadata, { dataset: rows }, parameters)).rejects.toThrow('column "text", row 2')
    await expect(runInPairs(editMetadata, { dataset: texts }, parameters)).rejects.toThrow(
      'Could not convert "good" in column "text", row 4, to type Int32.',
    )
  })

  it.each(rowWiseModules.map((module) => [module.title, module] as const))(
    '%s gives at each output, or says, what it does on all rows at once',
    async (_, module) => {
      let compared = 0
      await fc.assert(
        fc.asyncProperty(anyCase(module), async (one) => {
          const given = await toRowWiseCase(module, one)
          if (given === undefined) return
          const inputs = await toTaskInputs(module, given)
          const whole = await refusing(() => runOnTask(module, given, inputs))
          const pieces = await refusing(() => runOnTask(module, given, inputs, one.size))
          if (isRefusal(whole)) {
            expect(pieces).toEqual(await refusalOfFirstPiece(module, given, one.size))
            return
          }
          expect(pieces).toMatchObject({ values: whole.values })
          const { log } = pieces as typeof whole
          expect(log).toContain(`${one.table.rowCount} rows in pieces of ${one.table.rowCount === 0 ? 1 : one.size}`)
          compared += 1
        }),
        { seed: 44, numRuns: 40 },
      )
      expect(compared).toBeGreaterThan(10)
    },
  )
})
