import { Button, Tooltip } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { useWords } from '../../shared/languages/words.ts'
import { editingWords } from './editing-words.ts'

/** Deletes the thing of a row. */
export function DeleteButton({ name, onDelete }: { readonly name: string; readonly onDelete: () => void }) {
  const words = useWords(editingWords)
  return (
    <Tooltip content={words('deleteNamed', { name })} relationship="label">
      <Button appearance="subtle" icon={<DeleteRegular />} onClick={onDelete} />
    </Tooltip>
  )
}
