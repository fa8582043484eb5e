import { Button } from '@fluentui/react-components'
import type { ExperimentGraph } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { ModalDialog } from '../../../shared/ui/dialogs/ModalDialog.tsx'
import { useEditor } from '../editor/experiment-editor.ts'
import { experimentWords } from '../experiment-words.ts'

/** Two people edited one experiment: the second one sees in what the versions differ, and chooses. */
export function GraphConflictDialog({
  mine,
  theirs,
  author,
  onKeepMine,
  onTakeTheirs,
}: {
  readonly mine: ExperimentGraph
  readonly theirs: ExperimentGraph
  readonly author: string
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
}) {
  const words = useWords(experimentWords)
  const { titleOf } = useEditor()
  const textOf = (value: unknown) => JSON.stringify(value)
  const differing = [...mine.nodes, ...theirs.nodes.filter(({ id }) => !mine.nodes.some((node) => node.id === id))]
    .map((node) => ({
      node,
      own: mine.nodes.find(({ id }) => id === node.id),
      other: theirs.nodes.find(({ id }) => id === node.id),
    }))
    .filter(({ own, other }) => textOf(own) !== textOf(other))
  const edgesOf = ({ edges }: ExperimentGraph, than: ExperimentGraph) =>
    edges.filter((edge) => !than.edges.some((other) => textOf(other) === textOf(edge))).length
  const onlyMine = edgesOf(mine, theirs)
  const onlyTheirs = edgesOf(theirs, mine)
  return (
    <ModalDialog
      isAlert
      title={words('conflictTitle')}
      actions={
        <>
          <Button autoFocus onClick={onTakeTheirs}>
            {words('conflictTake')}
          </Button>
          <Button appearance="primary" onClick={onKeepMine}>
            {words('conflictKeep')}
          </Button>
        </>
      }
    >
      <p>
        {words('conflictText')} <span translate="no">({author})</span>
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{words('modules')}</th>
            <th scope="col">{words('conflictChange')}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map(({ node, own, other }) => (
            <tr key={node.id}>
              <th scope="row" translate="no">
                {titleOf(node)}
              </th>
              <td>
                {own === undefined && words('conflictOnlyTheirs')}
                {other === undefined && words('conflictOnlyMine')}
                {own !== undefined && other !== undefined && words('conflictDiffers')}
              </td>
            </tr>
          ))}
          {onlyMine + onlyTheirs > 0 && (
            <tr>
              <th scope="row">{words('conflictConnections')}</th>
              <td>
                {onlyMine} {words('conflictOnlyMine')}, {onlyTheirs} {words('conflictOnlyTheirs')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </ModalDialog>
  )
}
