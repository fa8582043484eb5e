import type { EvaluationAnswer, TableSchema } from '@sluice/contracts'
import { type Cell, type Table, toRows } from '@sluice/dataflow'
import { curveSchemas, type Evaluation, metricNames } from '../../learning/metrics/evaluate-scores.ts'
import { type ScoreKind, scoreKinds } from '../../learning/metrics/scored-dataset.ts'

/** Tables of Evaluate Model, or what they would be made of. */
export type DrawnScores =
  | { readonly results: Table; readonly curves: Table }
  | ({ readonly kind: ScoreKind } & Evaluation)

type Row = readonly Cell[]

/** Rows of results and curves as what charts are drawn from. */
export function toEvaluationAnswer(scores: DrawnScores): EvaluationAnswer {
  const kind = 'kind' in scores ? scores.kind : kindOf(scores.curves.schema)
  const results = 'kind' in scores ? scores.results : toRows(scores.results)
  const curves = 'kind' in scores ? scores.curves : toRows(scores.curves)
  const datasets = [...Map.groupBy(curves, ([name]) => String(name))].map(([name, rows], index) => ({
    name,
    metrics: metricsOf(kind, results, curves, index),
    rows,
  }))
  switch (kind) {
    case 'two-class':
      return { kind, datasets: datasets.map(({ rows, ...rest }) => ({ ...rest, points: rows.map(toPoint) })) }
    case 'multiclass':
      return { kind, datasets: datasets.map(({ rows, ...rest }) => ({ ...rest, ...toMatrix(rows) })) }
    case 'regression':
      return {
        kind,
        datasets: datasets.map(({ rows, ...rest }) => ({
          ...rest,
          errors: rows.map(([, from, to, count]) => ({ from: Number(from), to: Number(to), count: Number(count) })),
        })),
      }
    case 'clustering':
      return {
        kind,
        datasets: datasets.map(({ rows, ...rest }) => ({
          ...rest,
          clusters: rows.map(([, cluster, pointCount, share]) => ({
            cluster: Number(cluster),
            pointCount: Number(pointCount),
            share: Number(share),
          })),
        })),
      }
  }
}

const kindOf = (schema: TableSchema): ScoreKind =>
  scoreKinds.find((kind) => {
    const names = curveSchemas[kind].map(({ name }) => name)
    return names.length === schema.length && names.every((name, index) => schema[index]?.name === name)
  }) ?? 'regression'

/** Results have one row a dataset; in clustering one for all points, before those of its clusters. */
function metricsOf(kind: ScoreKind, results: readonly Row[], curves: readonly Row[], index: number) {
  const isClustering = kind === 'clustering'
  const rowsBefore = isClustering ? clustersBefore(curves, index) + index : index
  const cells = (results[rowsBefore] ?? []).slice(isClustering ? 1 : 0)
  return metricNames[kind].map((name, place) => ({ name, value: toFigure(cells[place]) }))
}

const clustersBefore = (curves: readonly Row[], index: number): number =>
  [...Map.groupBy(curves, ([name]) => String(name)).values()]
    .slice(0, index)
    .reduce((sum, rows) => sum + rows.length, 0)

function toPoint([, threshold, truePositives, falsePositives, trueNegatives, falseNegatives]: Row) {
  const number = toFigure(threshold)
  return {
    threshold: typeof number === 'number' ? number : null,
    truePositives: Number(truePositives),
    falsePositives: Number(falsePositives),
    trueNegatives: Number(trueNegatives),
    falseNegatives: Number(falseNegatives),
  }
}

function toMatrix(rows: readonly Row[]) {
  const classes = [...new Set(rows.map(([, actual]) => String(actual)))]
  const counts = classes.map((actual) =>
    rows.filter(([, from]) => String(from) === actual).map(([, , , count]) => Number(count)),
  )
  return { classes, counts }
}

function toFigure(cell: Cell | undefined): number | string | null {
  if (typeof cell !== 'number') return null
  return Number.isFinite(cell) ? cell : Number.isNaN(cell) ? null : String(cell)
}
