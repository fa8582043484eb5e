import { Button, Select } from '@fluentui/react-components'
import { useId } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { ColumnSelectorDialog } from '../../column-selector/ColumnSelectorDialog.tsx'
import { describeSelection } from '../../column-selector/describe-selection.ts'
import { readSelection } from '../../column-selector/read-selection.ts'
import { namesOfSelection, selectionOfNames } from '../../column-selector/selection-by-name.ts'
import { selectionWords } from '../../column-selector/selection-words.ts'
import { useColumnDialog } from '../../column-selector/use-column-dialog.ts'
import styles from '../properties.module.css'
import { propertiesWords } from '../properties-words.ts'
import type { ParameterEditorProps } from './parameter-editor.ts'

/** Of more columns a list to choose from is no help. */
const mostInChoice = 500

/** What is selected in a line, and the dialog in which it is chosen. */
export function ColumnSelectionEditor(props: ParameterEditorProps) {
  const { parameter, titleId, value, isDisabled, onChange, columns, keepsOrder } = props
  const { name, title, isSingleColumn = false } = parameter
  const words = useWords(propertiesWords)
  const selected = useWords(selectionWords)
  const dialog = useColumnDialog(name)
  const id = useId()
  const selection = readSelection(value)
  const summary = describeSelection(selection, selected)
  const hasChoice = isSingleColumn && columns !== undefined && columns.length <= mostInChoice
  const names = namesOfSelection(selection)
  const [only = ''] = names?.length === 1 ? names : []
  const isListed = columns?.some((column) => column.name === only) === true
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a box around a line and a button
    <div role="group" aria-labelledby={titleId} className={styles.selection}>
      {hasChoice ? (
        <Select
          aria-label={words('chooseColumn')}
          value={isListed ? only : ''}
          disabled={isDisabled}
          onChange={(_, data) => onChange(selectionOfNames(data.value === '' ? [] : [data.value]))}
        >
          <option value="">
            {names?.length === 0 || isListed ? words('chooseColumn') : words('otherSelection', { selection: summary })}
          </option>
          {columns.map((column) => (
            <option key={column.name} value={column.name} translate="no">
              {column.name}
            </option>
          ))}
        </Select>
      ) : (
        <p id={id} className={styles.summary} translate="no">
          {summary}
        </p>
      )}
      {!isDisabled && (
        <div>
          <Button aria-describedby={`${titleId} ${id}`} onClick={dialog.open}>
            {words('launch')}
          </Button>
        </div>
      )}
      {dialog.isOpen && !isDisabled && (
        <ColumnSelectorDialog
          title={title}
          value={selection}
          columns={columns}
          isSingleColumn={isSingleColumn}
          keepsOrder={keepsOrder}
          onSave={(changed) => {
            onChange(changed)
            dialog.close()
          }}
          onClose={dialog.close}
        />
      )}
    </div>
  )
}
