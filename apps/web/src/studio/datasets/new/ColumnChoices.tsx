import { Checkbox, Input, Select } from '@fluentui/react-components'
import { type ColumnWish, columnRoles, columnTypes, type UploadGuessAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { datasetImportWords } from './import-words.ts'
import styles from './new.module.css'
import { type ReadChoices, type ShownColumn, withWish } from './read-choices.ts'

/** More fields than these make a page slow, and nobody edits so many by hand. */
const mostShown = 100

/** Name, type and role of each column, with why it was guessed so. */
export function ColumnChoices({
  guess,
  columns,
  choices,
  onChoices,
}: {
  readonly guess: UploadGuessAnswer
  readonly columns: readonly ShownColumn[]
  readonly choices: ReadChoices
  readonly onChoices: (choices: ReadChoices) => void
}) {
  const words = useWords(datasetImportWords)
  return (
    <>
      {columns.length > mostShown && <p>{words('columnsSome', { shown: mostShown, count: columns.length })}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={words('columns')}>
        <table className={styles.table} aria-label={words('columns')}>
          <thead>
            <tr>
              <th scope="col">{words('columnName')}</th>
              <th scope="col">{words('type')}</th>
              <th scope="col">{words('role')}</th>
              <th scope="col">{words('categories')}</th>
              <th scope="col">{words('why')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.slice(0, mostShown).map(({ name, type, roles: given, isCategorical, reason }, index) => {
              const guessed = guess.columns[index]
              if (guessed === undefined) return null
              const wish = (change: ColumnWish) => {
                const { reason: _, ...column } = guessed
                onChoices(withWish(choices, { index, guessed: column, wish: change }))
              }
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are told by their place; names are edited here
                <tr key={index}>
                  <td>
                    <Input
                      aria-label={words('nameOf', { number: index + 1 })}
                      input={{ translate: 'no' }}
                      value={name}
                      onChange={(_, { value }) => wish({ name: value === '' ? undefined : value })}
                    />
                  </td>
                  <td>
                    <Select
                      aria-label={words('typeOf', { name })}
                      translate="no"
                      value={type}
                      onChange={(_, { value }) => wish({ type: columnTypes.find((one) => one === value) })}
                    >
                      {columnTypes.map((one) => (
                        <option key={one} value={one}>
                          {one}
                        </option>
                      ))}
                    </Select>
                  </td>
                  <td>
                    <Select
                      aria-label={words('roleOf', { name })}
                      value={given[0] ?? 'feature'}
                      onChange={(_, { value }) => wish({ roles: columnRoles.filter((one) => one === value) })}
                    >
                      {columnRoles.map((one) => (
                        <option key={one} value={one}>
                          {words(one)}
                        </option>
                      ))}
                    </Select>
                  </td>
                  <td>
                    <Checkbox
                      aria-label={words('categoriesOf', { name })}
                      checked={isCategorical}
                      onChange={(_, { checked }) => wish({ isCategorical: checked === true })}
                    />
                  </td>
                  <td className={styles.why}>{reason ?? words('chosen')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </>
  )
}
