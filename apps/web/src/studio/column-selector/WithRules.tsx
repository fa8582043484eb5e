import { Button, Radio, RadioGroup } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import type { ColumnRule, ColumnSelection } from '@sluice/contracts'
import { useId } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { columnSelectorWords } from './column-selector-words.ts'
import type { KnownColumn } from './known-columns.ts'
import { RuleRow } from './RuleRow.tsx'
import styles from './WithRules.module.css'

/** What a selection begins with, and rules that take to it or from it, one after the other. */
export function WithRules({
  selection,
  columns,
  onSelection,
}: {
  readonly selection: ColumnSelection
  readonly columns: readonly KnownColumn[] | undefined
  readonly onSelection: (selection: ColumnSelection) => void
}) {
  const words = useWords(columnSelectorWords)
  const id = useId()
  const { beginWith, rules } = selection
  const change = (changed: readonly ColumnRule[]) => onSelection({ beginWith, rules: [...changed] })
  const move = (from: number, to: number) => {
    const moved = [...rules]
    moved.splice(to, 0, ...moved.splice(from, 1))
    change(moved)
  }
  return (
    <div className={styles.whole}>
      <div>
        <h3 id={`${id}-begin`}>{words('beginWith')}</h3>
        <RadioGroup
          layout="horizontal"
          aria-labelledby={`${id}-begin`}
          value={beginWith}
          onChange={(_, { value }) => onSelection({ beginWith: value === 'all' ? 'all' : 'none', rules })}
        >
          <Radio value="all" label={words('beginAll')} />
          <Radio value="none" label={words('beginNone')} />
        </RadioGroup>
      </div>
      <h3 id={`${id}-rules`}>{words('rules')}</h3>
      {rules.length === 0 && <p className={styles.none}>{words('noRules')}</p>}
      <ol className={styles.rules} aria-labelledby={`${id}-rules`}>
        {rules.map((rule, place) => (
          <RuleRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have nothing but their place to be told by
            key={place}
            rule={rule}
            number={place + 1}
            columns={columns}
            onRule={(changed) => change(rules.map((one, other) => (other === place ? changed : one)))}
            onRemove={() => change(rules.filter((_, other) => other !== place))}
            onUp={place === 0 ? undefined : () => move(place, place - 1)}
            onDown={place === rules.length - 1 ? undefined : () => move(place, place + 1)}
          />
        ))}
      </ol>
      <div>
        <Button
          icon={<AddRegular />}
          onClick={() =>
            change([...rules, { action: beginWith === 'all' ? 'exclude' : 'include', by: 'names', names: [] }])
          }
        >
          {words('addRule')}
        </Button>
      </div>
    </div>
  )
}
