import { Checkbox, Field, Input, Textarea } from '@fluentui/react-components'
import type { WebServiceParameter } from '@sluice/contracts'
import type { CatalogueParameter } from '@sluice/dataflow'
import { useId, useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { QuestionDialog } from '../../shared/ui/dialogs/QuestionDialog.tsx'
import { describeSelection } from '../column-selector/describe-selection.ts'
import { readSelection } from '../column-selector/read-selection.ts'
import { selectionWords } from '../column-selector/selection-words.ts'
import { parameterEditors } from './editors/parameter-editors.ts'
import { faultText } from './fault-text.ts'
import { propertiesWords } from './properties-words.ts'
import { validateValue } from './validate-value.ts'

const longestName = 100
const longestDescription = 1000

/** By which name callers set a parameter, and what counts where they do not. */
export function WebServiceParameterDialog({
  parameter,
  value,
  given,
  taken,
  onSet,
  onCancel,
}: {
  readonly parameter: CatalogueParameter
  /** What is set on the module: the first proposal for the default. */
  readonly value: unknown
  readonly given: WebServiceParameter | undefined
  /** Names of the other web-service parameters of the experiment. */
  readonly taken: ReadonlySet<string>
  readonly onSet: (given: WebServiceParameter) => void
  readonly onCancel: () => void
}) {
  const words = useWords(propertiesWords)
  const selection = useWords(selectionWords)
  const { number } = useFormats()
  const titleId = useId()
  const [name, setName] = useState(given?.name ?? parameter.title)
  // What is set of a secret is not known here.
  const proposal = parameter.editor === 'secret' ? undefined : value
  const [hasDefault, setHasDefault] = useState(given === undefined ? proposal !== undefined : 'defaultValue' in given)
  const [initial, setInitial] = useState<unknown>(given?.defaultValue ?? proposal)
  const [description, setDescription] = useState(given?.description ?? '')
  const [isTried, setTried] = useState(false)
  const wanted = name.trim()
  const nameFault =
    wanted === ''
      ? words('nameNeeded')
      : wanted.length > longestName
        ? words('nameTooLong', { limit: longestName })
        : undefined
  const fault = hasDefault ? validateValue(parameter.schema, initial) : undefined
  const isSelection = parameter.editor === 'column-selection'
  const Editor = parameterEditors[parameter.editor]
  const set = () => {
    setTried(true)
    if (nameFault !== undefined || fault !== undefined) return
    onSet({
      name: wanted,
      ...(hasDefault && initial !== undefined ? { defaultValue: initial as WebServiceParameter['defaultValue'] } : {}),
      ...(description.trim() === '' ? {} : { description: description.trim() }),
    })
  }
  return (
    <QuestionDialog
      title={words('parameterTitle', { title: parameter.title })}
      confirmLabel={words('setParameter')}
      isBusy={false}
      onConfirm={set}
      onCancel={onCancel}
    >
      <p>{words('parameterText')}</p>
      <Field
        label={words('name')}
        hint={words(taken.has(wanted) ? 'nameShared' : 'nameHint')}
        {...(isTried && nameFault !== undefined
          ? { validationMessage: nameFault, validationState: 'error' as const }
          : {})}
      >
        <Input
          value={name}
          autoComplete="off"
          input={{ translate: 'no' }}
          onChange={(_, { value: typed }) => setName(typed)}
        />
      </Field>
      <Checkbox
        label={words('hasDefault')}
        checked={hasDefault}
        onChange={(_, { checked }) => setHasDefault(checked === true)}
      />
      {hasDefault && isSelection && (
        <p translate="no">
          {words('defaultOfSelection', { selection: describeSelection(readSelection(initial), selection) })}
        </p>
      )}
      {hasDefault && !isSelection && (
        <Field
          label={words('defaultValue')}
          {...(fault === undefined
            ? {}
            : { validationMessage: faultText(fault, words, number), validationState: 'error' as const })}
        >
          <Editor
            parameter={parameter}
            titleId={titleId}
            value={initial}
            isDisabled={false}
            onChange={setInitial}
            columns={undefined}
            keepsOrder={false}
          />
        </Field>
      )}
      <Field label={words('description')}>
        <Textarea
          value={description}
          maxLength={longestDescription}
          resize="vertical"
          onChange={(_, { value: typed }) => setDescription(typed)}
        />
      </Field>
    </QuestionDialog>
  )
}
