import { Button, Field } from '@fluentui/react-components'
import { GlobeRegular } from '@fluentui/react-icons'
import type { WebServiceParameter } from '@sluice/contracts'
import type { CatalogueParameter } from '@sluice/dataflow'
import { type ReactNode, useId } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import type { KnownColumn } from '../column-selector/known-columns.ts'
import { selectionWords } from '../column-selector/selection-words.ts'
import { isComposite, namesItself, parameterEditors } from './editors/parameter-editors.ts'
import { effectText } from './effect-text.ts'
import { faultText } from './fault-text.ts'
import { HelpButton } from './HelpButton.tsx'
import { isListOfNumbers } from './list-text.ts'
import { ParameterMenu } from './ParameterMenu.tsx'
import styles from './properties.module.css'
import { propertiesWords } from './properties-words.ts'
import { validateValue } from './validate-value.ts'
import { valueText } from './value-text.ts'

/** Longer help stands behind a button. */
const longestHelp = 90

export interface ParameterFieldProps {
  readonly parameter: CatalogueParameter
  readonly value: unknown
  readonly isSet: boolean
  readonly isReadOnly: boolean
  readonly columns: readonly KnownColumn[] | undefined
  readonly keepsOrder: boolean
  /** What the server has found. */
  readonly faults: readonly string[]
  /** Set by callers of the web service. */
  readonly given: WebServiceParameter | undefined
  readonly onChange: (value: unknown) => void
  readonly onMark: () => void
  readonly onUnlink: () => void
}

/** One parameter: editor, what its value comes to, default, help, faults. */
export function ParameterField(props: ParameterFieldProps) {
  const { parameter, value, isSet, isReadOnly, faults, given, onChange } = props
  const { title, description, editor, isRequired } = parameter
  const words = useWords(propertiesWords)
  const selection = useWords(selectionWords)
  const { number } = useFormats()
  const titleId = useId()
  const Editor = parameterEditors[editor]
  const own = isSet ? validateValue(parameter.schema, value) : undefined
  // The server says the same later, in its own words.
  const message = own === undefined ? faults.join(' ') || undefined : faultText(own, words, number)
  const label = isRequired ? words('required', { title }) : title
  const effect = own === undefined ? effectText(parameter.effect, value, number) : undefined
  const usual = valueText(parameter, parameter.default, words, selection)
  const isLong = description.length > longestHelp
  const hint = (
    <>
      {effect !== undefined && <span className={styles.effect}>{effect}</span>}
      {editor === 'secret' && isSet && value !== '' && <span className={styles.line}>{words('secretKept')}</span>}
      {editor === 'list' && (
        <span className={styles.line}>{words(isListOfNumbers(parameter.schema) ? 'listNumbers' : 'listTexts')}</span>
      )}
      {!isLong && <span className={styles.line}>{description}</span>}
      {usual !== undefined && <span className={styles.line}>{words('default', { value: usual })}</span>}
    </>
  )
  const edit = (
    <Editor
      parameter={parameter}
      titleId={titleId}
      value={value}
      isDisabled={isReadOnly}
      onChange={onChange}
      columns={props.columns}
      keepsOrder={props.keepsOrder}
    />
  )
  return (
    <div className={styles.parameter}>
      {isComposite(editor) ? (
        <Composite label={label} titleId={titleId} hint={hint} fault={message}>
          {edit}
        </Composite>
      ) : (
        <Field
          className={styles.field}
          {...(namesItself(editor)
            ? {}
            : { label: { children: <span id={titleId}>{label}</span>, className: styles.label } })}
          hint={{ children: hint }}
          {...(message === undefined ? {} : { validationMessage: message, validationState: 'error' as const })}
        >
          {edit}
        </Field>
      )}
      <div className={styles.options}>
        {isLong && <HelpButton ofId={titleId}>{description}</HelpButton>}
        {!isReadOnly && (
          <ParameterMenu
            ofId={titleId}
            isLinked={given !== undefined}
            canReset={isSet}
            onReset={() => onChange(undefined)}
            onMark={props.onMark}
            onUnlink={props.onUnlink}
          />
        )}
      </div>
      {given !== undefined && (
        <p className={styles.mark}>
          <GlobeRegular aria-hidden />
          <span>
            {words('parameterMark')} <strong translate="no">{given.name}</strong>,{' '}
            {words(given.defaultValue === undefined ? 'markNoDefault' : 'markDefault')}
          </span>
        </p>
      )}
      {isSet && !isReadOnly && parameter.default !== undefined && (
        <div>
          <Button
            size="small"
            appearance="subtle"
            className={styles.reset}
            aria-describedby={titleId}
            onClick={() => onChange(undefined)}
          >
            {words('reset')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** What has several controls: a field of the component library would give its label to each of them. */
function Composite({
  label,
  titleId,
  hint,
  fault,
  children,
}: {
  readonly label: string
  readonly titleId: string
  readonly hint: ReactNode
  readonly fault: string | undefined
  readonly children: ReactNode
}) {
  return (
    <div className={styles.composite}>
      <span id={titleId} className={styles.label}>
        {label}
      </span>
      {children}
      <div className={styles.hint}>{hint}</div>
      {fault !== undefined && (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
