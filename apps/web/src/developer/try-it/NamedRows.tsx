import { Button, Field, Input, Tooltip } from '@fluentui/react-components'
import { AddRegular, DeleteRegular, EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import { useEffect, useRef } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import type { RequestFaults } from './build-request.ts'
import { type DraftRow, newRow } from './console-draft.ts'
import { faultWords } from './fault-words.ts'
import { SuggestedInput } from './SuggestedInput.tsx'
import { isSecretName } from './secret-names.ts'
import { suggestHeaders, suggestValues, valuesOfHeader } from './suggest-headers.ts'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'

export interface NamedRowsProps {
  readonly kind: 'headers' | 'parameters'
  readonly rows: readonly DraftRow[]
  readonly onRows: (rows: readonly DraftRow[]) => void
  readonly faults: RequestFaults
  readonly onLeave: (field: string) => void
}

/** Names and values of one's own, a line each. */
export function NamedRows({ kind, rows, onRows, faults, onLeave }: NamedRowsProps) {
  const words = useWords(tryItWords)
  const list = useRef<HTMLDivElement>(null)
  const adder = useRef<HTMLButtonElement>(null)
  const focusNext = useRef<'last' | 'adder'>(undefined)
  // The line that was asked for is where one goes on; after the last one is gone, the button that adds them.
  useEffect(() => {
    const wanted = focusNext.current
    focusNext.current = undefined
    if (wanted === 'adder' || (wanted === 'last' && rows.length === 0)) adder.current?.focus()
    else if (wanted === 'last') list.current?.querySelector<HTMLInputElement>('[data-row]:last-child input')?.focus()
  }, [rows.length])
  const change = (id: string, part: Partial<DraftRow>) =>
    onRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))
  return (
    <div className={styles.fields}>
      {rows.length > 0 && (
        <div ref={list} className={styles.rows}>
          {rows.map((row) => (
            <NamedRow
              key={row.id}
              kind={kind}
              row={row}
              faults={faults}
              onLeave={onLeave}
              onChange={(part) => change(row.id, part)}
              onRemove={() => {
                focusNext.current = 'adder'
                onRows(rows.filter(({ id }) => id !== row.id))
              }}
            />
          ))}
        </div>
      )}
      <Button
        ref={adder}
        className={styles.adder}
        appearance="subtle"
        icon={<AddRegular />}
        onClick={() => {
          focusNext.current = 'last'
          onRows([...rows, newRow()])
        }}
      >
        {words(kind === 'headers' ? 'addHeader' : 'addParameter')}
      </Button>
    </div>
  )
}

function NamedRow({
  kind,
  row,
  faults,
  onLeave,
  onChange,
  onRemove,
}: {
  readonly kind: NamedRowsProps['kind']
  readonly row: DraftRow
  readonly faults: RequestFaults
  readonly onLeave: (field: string) => void
  readonly onChange: (part: Partial<DraftRow>) => void
  readonly onRemove: () => void
}) {
  const words = useWords(tryItWords)
  const { id, name, value, isSecret } = row
  const isHeader = kind === 'headers'
  const nameFault = faults[`name.${id}`]
  const valueFault = faults[`value.${id}`]
  const called = name.trim()
  // Whoever unmasks a value has chosen so; a name alone only suggests it.
  const rename = (typed: string) => onChange({ name: typed, isSecret: isSecret || (isHeader && isSecretName(typed)) })
  const maskLabel = words(isSecret ? 'showValue' : 'hideValue', { name: called || words('headerName') })
  const removeLabel = called === '' ? words('removeRowUnnamed') : words('removeRow', { name: called })
  return (
    <div className={styles.row} data-row>
      <Field
        className={styles.rowName}
        label={words(isHeader ? 'headerName' : 'parameterName')}
        size="small"
        validationState={nameFault === undefined ? 'none' : 'error'}
        validationMessage={nameFault === undefined ? undefined : words(faultWords[nameFault])}
      >
        {isHeader ? (
          <SuggestedInput
            value={name}
            suggestions={suggestHeaders(name)}
            onValue={rename}
            onLeave={() => onLeave(`name.${id}`)}
          />
        ) : (
          <Input
            size="medium"
            value={name}
            onChange={(_, { value: typed }) => rename(typed)}
            onBlur={() => onLeave(`name.${id}`)}
            autoComplete="off"
            spellCheck={false}
            input={{ translate: 'no', className: styles.code }}
          />
        )}
      </Field>
      <Field
        className={styles.rowValue}
        label={
          called === '' || !isHeader
            ? words(isHeader ? 'headerValueUnnamed' : 'parameterValue')
            : words('headerValue', { name: called })
        }
        size="small"
        validationState={valueFault === undefined ? 'none' : 'error'}
        validationMessage={valueFault === undefined ? undefined : words(faultWords[valueFault])}
      >
        {isHeader && !isSecret && valuesOfHeader(name).length > 0 ? (
          <SuggestedInput
            value={value}
            suggestions={suggestValues(name, value)}
            onValue={(typed) => onChange({ value: typed })}
            onLeave={() => onLeave(`value.${id}`)}
          />
        ) : (
          <Input
            size="medium"
            type={isSecret ? 'password' : 'text'}
            value={value}
            onChange={(_, { value: typed }) => onChange({ value: typed })}
            onBlur={() => onLeave(`value.${id}`)}
            autoComplete="off"
            spellCheck={false}
            input={{ translate: 'no', className: styles.code }}
          />
        )}
      </Field>
      <span className={styles.rowButtons}>
        {isHeader && (
          <Tooltip content={maskLabel} relationship="label">
            <Button
              appearance="subtle"
              icon={isSecret ? <EyeRegular /> : <EyeOffRegular />}
              onClick={() => onChange({ isSecret: !isSecret })}
            />
          </Tooltip>
        )}
        <Tooltip content={removeLabel} relationship="label">
          <Button appearance="subtle" icon={<DeleteRegular />} onClick={onRemove} />
        </Tooltip>
      </span>
    </div>
  )
}
