import { Button } from '@fluentui/react-components'
import { useWords } from '../languages/words.ts'
import { ModalDialog } from '../ui/dialogs/ModalDialog.tsx'
import { uiWords } from '../ui/ui-words.ts'
import { formWords } from './form-words.ts'
import styles from './forms.module.css'

/** Two people saved one thing: the second one sees both versions and chooses. */
export function ConflictDialog<Values extends object>({
  mine,
  theirs,
  labels,
  onKeepMine,
  onTakeTheirs,
  onCancel,
}: {
  readonly mine: Values
  readonly theirs: Values
  readonly labels: Readonly<Record<string, string | undefined>>
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
  readonly onCancel: () => void
}) {
  const words = useWords(formWords)
  const ui = useWords(uiWords)
  const show = (value: unknown) => {
    if (value === undefined || value === null || value === '') return words('nothing')
    return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  }
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])] as (keyof Values & string)[]
  const differing = names.filter((name) => JSON.stringify(mine[name]) !== JSON.stringify(theirs[name]))
  return (
    <ModalDialog
      isAlert
      title={words('conflictTitle')}
      onClose={onCancel}
      actions={
        <>
          <Button autoFocus onClick={onCancel}>
            {ui('cancel')}
          </Button>
          <Button onClick={onTakeTheirs}>{words('takeTheirs')}</Button>
          <Button appearance="primary" onClick={onKeepMine}>
            {words('keepMine')}
          </Button>
        </>
      }
    >
      <p>{words('conflictText')}</p>
      <table className={styles.versions}>
        <thead>
          <tr>
            <th scope="col">{words('field')}</th>
            <th scope="col">{ui('yours')}</th>
            <th scope="col">{ui('theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((name) => (
            <tr key={name}>
              <th scope="row">{labels[name] ?? name}</th>
              <td translate="no">{show(mine[name])}</td>
              <td translate="no">{show(theirs[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ModalDialog>
  )
}
