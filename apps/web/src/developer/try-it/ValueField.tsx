import { Field, Input } from '@fluentui/react-components'
import { useWords } from '../../shared/languages/words.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'
import type { FaultKind } from './build-request.ts'
import { faultWords } from './fault-words.ts'
import { SuggestedInput } from './SuggestedInput.tsx'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'

/** The value of one declared parameter. */
export function ValueField({
  name,
  value,
  onValue,
  onLeave,
  isRequired,
  description,
  values = [],
  fault,
}: {
  readonly name: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly onLeave: () => void
  readonly isRequired: boolean
  readonly description?: string | null | undefined
  /** What the operation lists; others can be typed all the same, to see what happens. */
  readonly values?: readonly string[] | undefined
  readonly fault: FaultKind | undefined
}) {
  const words = useWords(tryItWords)
  const shared = useWords(uiWords)
  const hint = [isRequired ? shared('required') : '', description ?? ''].filter((part) => part !== '').join(' · ')
  return (
    <Field
      className={styles.valueField}
      label={{ children: <span translate="no">{name}</span> }}
      required={isRequired}
      hint={hint === '' ? undefined : { children: hint }}
      validationState={fault === undefined ? 'none' : 'error'}
      validationMessage={fault === undefined ? undefined : words(faultWords[fault])}
    >
      {values.length > 0 ? (
        <SuggestedInput value={value} suggestions={values} onValue={onValue} onLeave={onLeave} />
      ) : (
        <Input
          value={value}
          onChange={(_, { value: typed }) => onValue(typed)}
          onBlur={onLeave}
          autoComplete="off"
          spellCheck={false}
          input={{ translate: 'no', className: styles.code }}
        />
      )}
    </Field>
  )
}
