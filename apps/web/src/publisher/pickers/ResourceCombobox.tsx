import { Combobox, Field, Option } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { quote, type Resource } from '../../shared/api-client/resource.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pickerWords } from './picker-words.ts'
import styles from './ResourceCombobox.module.css'

const shownCount = 25
const pauseMs = 200

export interface ResourceComboboxProps<Properties> {
  readonly label: string
  /** False where the place says what it is: the label is then only spoken. */
  readonly isLabelShown?: boolean
  readonly placeholder?: string
  /** List to choose from. */
  readonly path: string
  /** Fields that are searched for what is typed. */
  readonly fields: readonly string[]
  readonly filter?: string
  /** How one is called. */
  readonly toText: (resource: Resource<Properties>) => string
  /** What tells two of one name apart. */
  readonly toDetail?: (resource: Resource<Properties>) => string
  /** Name of the chosen one as it is shown; undefined = none is chosen. */
  readonly chosen?: string | undefined
  /** Those that are not offered, by name. */
  readonly exclude?: ReadonlySet<string>
  readonly hint?: string
  readonly fault?: string | undefined
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  /** @param resource undefined = the choice was cleared */
  readonly onPick: (resource: Resource<Properties> | undefined) => void
}

/** Chooses one resource out of any number: what is typed is searched for by the server. */
export function ResourceCombobox<Properties>(props: ResourceComboboxProps<Properties>) {
  const { label, path, fields, filter, toText, toDetail, chosen, exclude, onPick, isLabelShown = true } = props
  const words = useWords(pickerWords)
  const [typed, setTyped] = useState<string>()
  const [isOpen, setOpen] = useState(false)
  const sought = useSettled((typed ?? '').trim())
  const search =
    sought === '' ? undefined : `(${fields.map((field) => `contains(${field},${quote(sought)})`).join(' or ')})`
  const { data, isFetching } = useResourceList<Properties>(isOpen ? path : undefined, {
    $top: shownCount,
    $filter: [filter, search].filter((term) => term !== undefined).join(' and ') || undefined,
    $orderby: fields[0],
  })
  const offered = (data?.value ?? []).filter(({ name }) => exclude?.has(name.toLowerCase()) !== true)
  const box = (
    <Combobox
      className={isLabelShown ? styles.box : styles.inline}
      aria-label={isLabelShown ? undefined : label}
      placeholder={props.placeholder ?? words('choose')}
      value={typed ?? chosen ?? ''}
      selectedOptions={[]}
      open={isOpen}
      clearable={chosen !== undefined}
      disabled={props.isDisabled}
      autoComplete="off"
      input={{ translate: 'no' }}
      onOpenChange={(_, { open }) => {
        setOpen(open)
        if (!open) setTyped(undefined)
      }}
      onChange={({ target }) => {
        setTyped(target.value)
        setOpen(true)
      }}
      onOptionSelect={(_, { optionValue }) => {
        setTyped(undefined)
        onPick(data?.value.find(({ name }) => name === optionValue))
      }}
    >
      {offered.map((resource) => (
        <Option key={resource.name} value={resource.name} text={toText(resource)} translate="no">
          <span className={styles.option}>
            {toText(resource)}
            {toDetail !== undefined && <span className={styles.detail}>{toDetail(resource)}</span>}
          </span>
        </Option>
      ))}
      {offered.length === 0 && (
        <Option disabled text="" value="">
          {words(isFetching || data === undefined ? 'searching' : 'nothing')}
        </Option>
      )}
    </Combobox>
  )
  if (!isLabelShown) return box
  const { fault, hint, isRequired = false } = props
  return (
    <Field
      label={label}
      required={isRequired}
      {...(hint === undefined ? {} : { hint })}
      {...(fault === undefined ? {} : { validationMessage: fault, validationState: 'error' as const })}
    >
      {box}
    </Field>
  )
}

/** A text once it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
