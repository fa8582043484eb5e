import { Field, Input, Select, Textarea } from '@fluentui/react-components'
import type { ColumnType } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { testWords } from './test-words.ts'

type ValueType = ColumnType | 'string' | 'integer' | 'number' | 'boolean' | 'json'

const numeric: readonly ValueType[] = ['Double', 'Single', 'Int32', 'Int64', 'Int16', 'Byte', 'integer', 'number']

/** A value of a type: text, number, yes or no, date. */
export function ValueField({
  name,
  type,
  hint,
  value,
  isRequired = false,
  onChange,
}: {
  /** Of a column or a parameter: never translated. */
  readonly name: string
  readonly type: ValueType
  readonly hint: string
  readonly value: string
  readonly isRequired?: boolean
  readonly onChange: (value: string) => void
}) {
  const words = useWords(testWords)
  return (
    <Field label={{ children: name, translate: 'no' }} hint={hint} required={isRequired}>
      {type === 'Boolean' || type === 'boolean' ? (
        <Select value={value} onChange={(_, { value: chosen }) => onChange(chosen)}>
          <option value="">{words('notSet')}</option>
          <option value={type === 'Boolean' ? 'True' : 'true'}>True</option>
          <option value={type === 'Boolean' ? 'False' : 'false'}>False</option>
        </Select>
      ) : type === 'DateTime' ? (
        <Input type="datetime-local" step={1} value={value} onChange={(_, { value: typed }) => onChange(typed)} />
      ) : type === 'String' || type === 'json' ? (
        <Textarea
          resize="vertical"
          rows={1}
          value={value}
          onChange={(_, { value: typed }) => onChange(typed)}
          onKeyDown={sendOnEnter}
        />
      ) : (
        <Input
          autoComplete="off"
          inputMode={numeric.includes(type) ? 'decimal' : 'text'}
          value={value}
          onChange={(_, { value: typed }) => onChange(typed)}
        />
      )}
    </Field>
  )
}

/** Ctrl or ⌘ and Enter send; Enter alone begins a line, as texts have several. */
function sendOnEnter(event: React.KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}
