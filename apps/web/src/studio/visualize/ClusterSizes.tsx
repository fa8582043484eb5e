import { useMemo } from 'react'
import { Chart } from '../../shared/ui/chart/Chart.tsx'
import type { ChartModel } from '../../shared/ui/chart/chart-model.ts'
import { useVisualizeWords } from './visualize-words.ts'

/** How many points fell into each cluster. */
export function ClusterSizes({
  name,
  clusters,
}: {
  readonly name: string
  readonly clusters: readonly { readonly cluster: number; readonly pointCount: number }[]
}) {
  const words = useVisualizeWords()
  const model = useMemo(
    (): ChartModel => ({
      kind: 'bars',
      title: `${words('clusters')}: ${name}`,
      x: { name: words('cluster') },
      y: { name: words('points') },
      categories: clusters.map(({ cluster }) => String(cluster)),
      series: [{ name: words('points'), values: clusters.map(({ pointCount }) => pointCount) }],
    }),
    [clusters, name, words],
  )
  return <Chart model={model} height={300} />
}
