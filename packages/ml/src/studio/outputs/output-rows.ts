import { rowsAnswer } from '@sluice/contracts'
import * as z from 'zod'
import { toJsonRows } from '../../datasets/content/table-formats.ts'
import { defineStudioRoute } from '../studio-route.ts'
import type { StudioServices } from '../studio-services.ts'
import { findTable, type OutputPlace, outputPath, tag } from './output-place.ts'

const mostCells = 200_000

export const readOutputRows = defineStudioRoute({
  method: 'GET',
  path: `${outputPath}/rows`,
  tag,
  summary: 'Shows rows of a table that came out of a module.',
  needs: 'read',
  query: z.strictObject({
    skip: z.coerce.number().int().min(0).default(0),
    top: z.coerce.number().int().min(1).max(1_000).default(100),
    skipColumns: z.coerce.number().int().min(0).default(0),
    topColumns: z.coerce.number().int().min(1).max(2_000).default(100),
  }),
  answers: { 200: rowsAnswer },
  async handle({ workspaceId, params, query }, services) {
    const cells = Math.floor(mostCells / query.topColumns)
    const page = { ...query, top: Math.min(query.top, Math.max(1, cells)) }
    return { status: 200, body: await readRows(services, { workspaceId, params }, page) }
  },
})

interface RowPage {
  readonly skip: number
  readonly top: number
  readonly skipColumns: number
  readonly topColumns: number
}

export async function readRows(
  services: Pick<StudioServices, 'store' | 'runs' | 'tables'>,
  place: OutputPlace,
  { skip, top, skipColumns, topColumns }: RowPage,
) {
  const { file } = await findTable(services, place)
  const start = Math.min(skip, file.rowCount)
  const lastColumn = Math.min(file.schema.length, skipColumns + topColumns)
  const columns = Array.from({ length: Math.max(0, lastColumn - skipColumns) }, (_, index) => skipColumns + index)
  const table = await services.tables.read(file, { columns, start, end: Math.min(file.rowCount, start + top) })
  return {
    rowCount: file.rowCount,
    columnCount: file.schema.length,
    schema: [...table.schema],
    rows: toJsonRows(table),
  }
}
