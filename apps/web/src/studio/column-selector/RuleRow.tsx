import { Button, Field, Input, Select, Tooltip } from '@fluentui/react-components'
import { ArrowDownRegular, ArrowUpRegular, DeleteRegular } from '@fluentui/react-icons'
import type { ColumnRule, ColumnTypeFilter } from '@sluice/contracts'
import type { JSX } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { columnKinds, columnTypes, emptyRules } from './column-rules.ts'
import { columnSelectorWords } from './column-selector-words.ts'
import type { KnownColumn } from './known-columns.ts'
import { NamesField } from './NamesField.tsx'
import { faultOfRule } from './preview-selection.ts'
import { selectionWords } from './selection-words.ts'
import styles from './WithRules.module.css'

export function RuleRow({
  rule,
  number,
  columns,
  onRule,
  onRemove,
  onUp,
  onDown,
}: {
  readonly rule: ColumnRule
  /** From 1. */
  readonly number: number
  readonly columns: readonly KnownColumn[] | undefined
  readonly onRule: (rule: ColumnRule) => void
  readonly onRemove: () => void
  readonly onUp: (() => void) | undefined
  readonly onDown: (() => void) | undefined
}) {
  const words = useWords(columnSelectorWords)
  return (
    <li className={styles.rule} aria-label={words('rule', { number })}>
      <div className={styles.choices}>
        <Select
          aria-label={words('action', { number })}
          value={rule.action}
          onChange={(_, { value }) => onRule({ ...rule, action: value === 'exclude' ? 'exclude' : 'include' })}
        >
          <option value="include">{words('include')}</option>
          <option value="exclude">{words('exclude')}</option>
        </Select>
        <Select
          aria-label={words('by', { number })}
          value={rule.by}
          onChange={(_, { value }) => onRule({ ...emptyRules[value as ColumnRule['by']], action: rule.action })}
        >
          <option value="names">{words('byNames')}</option>
          <option value="indexes">{words('byIndexes')}</option>
          <option value="type">{words('byType')}</option>
        </Select>
      </div>
      <div className={styles.buttons}>
        <RuleButton label={words('moveUp', { number })} icon={<ArrowUpRegular />} onPress={onUp} />
        <RuleButton label={words('moveDown', { number })} icon={<ArrowDownRegular />} onPress={onDown} />
        <RuleButton label={words('removeRule', { number })} icon={<DeleteRegular />} onPress={onRemove} />
      </div>
      <div className={styles.value}>
        <RuleValue rule={rule} number={number} columns={columns} onRule={onRule} />
      </div>
    </li>
  )
}

function RuleButton({
  label,
  icon,
  onPress,
}: {
  readonly label: string
  readonly icon: JSX.Element
  readonly onPress: (() => void) | undefined
}) {
  return (
    <Tooltip content={label} relationship="label">
      <Button appearance="subtle" icon={icon} disabledFocusable={onPress === undefined} onClick={onPress} />
    </Tooltip>
  )
}

function RuleValue({
  rule,
  number,
  columns,
  onRule,
}: {
  readonly rule: ColumnRule
  readonly number: number
  readonly columns: readonly KnownColumn[] | undefined
  readonly onRule: (rule: ColumnRule) => void
}) {
  const words = useWords(columnSelectorWords)
  const kinds = useWords(selectionWords)
  const fault = faultOfRule(rule, columns)
  if (rule.by === 'names') {
    return (
      <NamesField
        label={words('columnNames')}
        columns={columns}
        names={rule.names}
        onNames={(names) => onRule({ ...rule, names: [...names] })}
        fault={fault === 'incomplete' ? words('incompleteNames') : fault}
      />
    )
  }
  if (rule.by === 'indexes') {
    const message = fault === 'incomplete' ? words('incompleteIndexes') : fault
    return (
      <Field
        label={words('indexes', { number })}
        hint={words('indexesHint')}
        {...(message === undefined ? {} : { validationMessage: message, validationState: 'error' as const })}
      >
        <Input
          value={rule.indexes}
          input={{ translate: 'no' }}
          autoComplete="off"
          onChange={(_, { value }) => onRule({ ...rule, indexes: value })}
        />
      </Field>
    )
  }
  return (
    <div className={styles.types}>
      <Field label={words('type', { number })}>
        <Select value={rule.type} onChange={(_, { value }) => onRule({ ...rule, type: value as ColumnTypeFilter })}>
          {columnTypes.map((type) => (
            <option key={type} value={type}>
              {kinds(`type.${type}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words('kind', { number })}>
        <Select value={rule.kind} onChange={(_, { value }) => onRule({ ...rule, kind: value as typeof rule.kind })}>
          {columnKinds.map((kind) => (
            <option key={kind} value={kind}>
              {kinds(`kind.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  )
}
