import type { WebServiceDetailsAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import styles from './test.module.css'
import { defaultText, exampleOf, type TestValues } from './test-request.ts'
import { testWords } from './test-words.ts'
import { ValueField } from './ValueField.tsx'

/** One row of each input, and the parameters, drawn from what the web service says it takes. */
export function TestForm({
  webService: { inputs, parameters },
  values,
  onChange,
}: {
  readonly webService: WebServiceDetailsAnswer
  readonly values: TestValues
  readonly onChange: (values: TestValues) => void
}) {
  const words = useWords(testWords)
  const setCell = (input: string, column: string, value: string) =>
    onChange({
      ...values,
      cells: { ...values.cells, [input]: { ...values.cells[input], [column]: value } },
    })
  return (
    <>
      <p className={styles.note}>{words(inputs.length === 0 ? 'noInputs' : 'empty')}</p>
      {inputs.map(({ name, schema, description }) => (
        <fieldset key={name} className={styles.group}>
          <legend>
            <code translate="no">{name}</code>
            {description !== '' && <span translate="no"> {description}</span>}
          </legend>
          {(schema ?? []).map((column) => (
            <ValueField
              key={column.name}
              name={column.name}
              type={column.type}
              hint={words('example', { type: column.type, example: exampleOf(column.type) })}
              value={values.cells[name]?.[column.name] ?? ''}
              onChange={(value) => setCell(name, column.name, value)}
            />
          ))}
        </fieldset>
      ))}
      {parameters.length > 0 && (
        <fieldset className={styles.group}>
          <legend>{words('parameters')}</legend>
          {parameters.map((parameter) => (
            <ValueField
              key={parameter.name}
              name={parameter.name}
              type={parameter.type}
              isRequired={parameter.defaultValue === undefined}
              hint={
                parameter.defaultValue === undefined
                  ? words('parameterRequired', { type: parameter.type })
                  : words('parameterDefault', { type: parameter.type, value: defaultText(parameter) })
              }
              value={values.parameters[parameter.name] ?? ''}
              onChange={(value) =>
                onChange({ ...values, parameters: { ...values.parameters, [parameter.name]: value } })
              }
            />
          ))}
        </fieldset>
      )}
    </>
  )
}
