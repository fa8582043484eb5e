import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { savedWords } from '../saved-words.ts'
import type { Figure, Learned } from './saved-view.ts'

/** What a model learned, as figures. */
export function LearnedView({ learned }: { readonly learned: Learned }) {
  const words = useWords(savedWords)
  const { number } = useFormats()
  const show = (value: Figure) => (typeof value === 'string' ? value : number(Number(value.toPrecision(5))))
  if (learned.kind === 'weights') {
    const hasOutput = learned.weights.some(({ output }) => output !== undefined)
    return (
      <>
        <p>{words('weights', { count: learned.weightCount })}</p>
        <DataTable
          label={words('learned')}
          rows={learned.weights}
          columns={[
            { id: 'feature', header: words('feature'), cell: ({ feature }) => <span translate="no">{feature}</span> },
            ...(hasOutput
              ? [
                  {
                    id: 'output',
                    header: words('output'),
                    cell: ({ output = '' }: { readonly output?: string }) => <span translate="no">{output}</span>,
                  },
                ]
              : []),
            { id: 'weight', header: words('weight'), isNumeric: true, cell: ({ weight }) => show(weight) },
          ]}
          rowId={({ feature, output }) => `${output ?? ''} ${feature}`}
          rowName={({ feature }) => feature}
          empty={null}
        />
      </>
    )
  }
  if (learned.kind === 'trees') {
    return (
      <>
        <p>
          {words('trees', {
            trees: number(learned.treeCount),
            leaves: number(learned.leafCount),
            depth: number(learned.depth),
          })}
        </p>
        <DataTable
          label={words('learned')}
          rows={learned.importance}
          columns={[
            { id: 'feature', header: words('feature'), cell: ({ feature }) => <span translate="no">{feature}</span> },
            { id: 'share', header: words('share'), isNumeric: true, cell: ({ share }) => show(share) },
            { id: 'splits', header: words('splits'), isNumeric: true, cell: ({ splitCount }) => number(splitCount) },
          ]}
          rowId={({ feature }) => feature}
          rowName={({ feature }) => feature}
          empty={null}
        />
      </>
    )
  }
  return (
    <p>
      {words('clusters', {
        clusters: number(learned.clusterCount),
        features: number(learned.featureCount),
        metric: learned.metric,
      })}
    </p>
  )
}
