import type { CatalogueParameter } from '@sluice/dataflow'
import { CheckboxEditor } from './CheckboxEditor.tsx'
import { ChoiceEditor } from './ChoiceEditor.tsx'
import { ColumnSelectionEditor } from './ColumnSelectionEditor.tsx'
import { JsonEditor } from './JsonEditor.tsx'
import { ListEditor } from './ListEditor.tsx'
import { NumberEditor } from './NumberEditor.tsx'
import type { ParameterEditor } from './parameter-editor.ts'
import { SavedThingField } from './SavedThingField.tsx'
import { SecretEditor } from './SecretEditor.tsx'
import { SqlEditor } from './SqlEditor.tsx'
import { TextEditor } from './TextEditor.tsx'
import { TextLineEditor } from './TextLineEditor.tsx'

type EditorName = CatalogueParameter['editor']

export const parameterEditors: Readonly<Record<EditorName, ParameterEditor>> = {
  checkbox: CheckboxEditor,
  choice: ChoiceEditor,
  'column-selection': ColumnSelectionEditor,
  dataset: SavedThingField,
  json: JsonEditor,
  list: ListEditor,
  number: NumberEditor,
  secret: SecretEditor,
  sql: SqlEditor,
  text: TextEditor,
  'text-line': TextLineEditor,
  'trained-model': SavedThingField,
  transformation: SavedThingField,
}

/** Those that say the title themselves, so that no label stands above them. */
export const namesItself = (editor: EditorName): boolean => editor === 'checkbox'

/** Those that have controls of their own, or an editor that no label can be tied to. */
export const isComposite = (editor: EditorName): boolean => ['column-selection', 'sql', 'json'].includes(editor)
