import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Table } from '@sluice/dataflow'
import { sliceRows } from '@sluice/dataflow'
import { createTableFiles, type TableFile, type TableFiles } from '@sluice/platform'
import type { FileRunContext, Module } from './module.ts'
import { createRunContext, type RunOptions } from './run-module.fixture.ts'

export interface ModuleOnFiles {
  /** Tables go in through files, and come out of files. */
  run(
    module: Module,
    inputs: Readonly<Record<string, Table | undefined>>,
    parameters?: object,
    options?: RunOptions,
  ): Promise<Readonly<Record<string, Table>>>
  close(): Promise<void>
}

/** Runs modules on files in pieces of a few rows. */
export async function openModuleOnFiles(rowsPerChunk = 3): Promise<ModuleOnFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'modules-on-files-'))
  const files = createTableFiles({ temporaryFolder: join(folder, 'spill') })
  let count = 0
  const newPath = () => {
    count += 1
    return join(folder, `${count}.parquet`)
  }
  const inSmallPieces: TableFiles = {
    ...files,
    chunks: (file, options) => files.chunks(file, { rowsPerChunk, ...options }),
  }
  return {
    async run(module, inputs, parameters = {}, options = {}) {
      const values: Record<string, TableFile> = {}
      for (const [port, table] of Object.entries(inputs)) {
        if (table !== undefined) values[port] = await files.write(newPath(), table.schema, piecesOf(table))
      }
      const context: FileRunContext = {
        ...createRunContext(options),
        tableFiles: inSmallPieces,
        maxDownloadBytes: 1_000_000,
        datasetFile: async () => undefined,
        outputPath: newPath,
        temporaryPath: newPath,
      }
      const outputs = await module.runOnFiles?.(values, module.parameters.parse(parameters), context)
      const tables = Object.entries(outputs ?? {}).map(async ([port, file]) => {
        const read = await files.open((file as TableFile).path)
        return [port, await files.read(read)] as const
      })
      return Object.fromEntries(await Promise.all(tables))
    },
    async close() {
      await files.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const piecesOf = (table: Table): Table[] =>
  Array.from({ length: Math.ceil(table.rowCount / 5) }, (_, place) =>
    sliceRows(table, place * 5, Math.min(table.rowCount, place * 5 + 5)),
  )
