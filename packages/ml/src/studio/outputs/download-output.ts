import { AppError, writeFormats } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import * as z from 'zod'
import { contentTypes, fileEndings } from '../../datasets/content/table-formats.ts'
import type { RunOutput } from '../../experiments/run-outputs.ts'
import type { DownloadFormat, Module, Modules } from '../../modules/module.ts'
import { sendFile } from '../send-file.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { findOutput, outputPath, tag } from './output-place.ts'

export const downloadOutput = defineStudioRoute({
  method: 'GET',
  path: `${outputPath}/download`,
  tag,
  summary:
    'Gives an output as a file: a table in a format, unless asked otherwise that of a module that converts or else Parquet; packed values of a model or transformation. Parts of it (Range) where it is a file.',
  needs: 'read',
  query: z.strictObject({ format: z.enum(writeFormats).optional().describe('Of tables only') }),
  answers: { 200: { contentType: 'application/octet-stream' } },
  async handle({ workspaceId, params, query, call }, { store, runs, tables, datasets, modules }) {
    const found = await findOutput({ store, runs }, { workspaceId, params })
    const { output, path, module } = found
    const name = `${module.title} - ${params.port}`
    if (output.rowCount === undefined) {
      if (query.format !== undefined) throw new AppError('RunOutputNotTable', { port: params.port, type: output.type })
      return sendFile(call, path, { fileName: `${name}.slu`, contentType: 'application/octet-stream' })
    }
    const own = ownFormatOf(found, modules)
    const format = query.format ?? own?.format ?? 'parquet'
    const described = { fileName: `${name}.${fileEndings[format]}`, contentType: contentTypes[format] }
    if (format === 'parquet') {
      // The file of the output has columns that only this program reads.
      return sendFile(call, await datasets.exportBeside(path, `${path}.export.parquet`, format), described)
    }
    const quotes = format !== own?.format || own.quotes
    return { status: 200, ...described, stream: tables.exportBytes(await tables.open(path), format, { quotes }) }
  },
})

/** What a module such as Convert to TSV says of how its table is written. */
function ownFormatOf({ module: { module: id, recipe } }: RunOutput, modules: Modules): DownloadFormat | undefined {
  const module = findModule(modules, id) as Module | undefined
  return recipe === undefined ? undefined : module?.downloadFormat?.(module.parameters.parse(recipe.parameters))
}
