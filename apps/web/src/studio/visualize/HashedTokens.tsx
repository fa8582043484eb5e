import type { HashedTextAnswer } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import { NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

type Token = HashedTextAnswer['tokens'][number]

/** Words with their columns, whom they share them with, and what they count in a model. */
export function HashedTokens({
  answer,
  search,
  onSearch,
}: {
  readonly answer: HashedTextAnswer
  readonly search: string
  readonly onSearch: (text: string) => void
}) {
  const words = useVisualizeWords()
  const { number, figure } = useFormats()
  const { tokens, tokenCount, usedColumnCount, collisionCount, bitsize, model, text } = answer
  const sharesOf = ({ sharedWith, sharedCount }: Token) => {
    if (sharedCount === 0) return words('alone')
    const listed = sharedWith.join(', ')
    const more = sharedCount - sharedWith.length
    return more === 0 ? listed : words('andMore', { tokens: listed, count: number(more) })
  }
  const columns: TableColumn<Token>[] = [
    {
      id: 'token',
      header: words('token'),
      cell: ({ token }) => <span translate="no">{token}</span>,
      text: ({ token }) => token,
    },
    {
      id: 'column',
      header: words('hashColumn'),
      cell: ({ index }) => number(index),
      text: ({ index }) => index,
      isNumeric: true,
    },
    {
      id: 'count',
      header: words('times'),
      cell: ({ count }) => number(count),
      text: ({ count }) => count,
      isNumeric: true,
    },
  ]
  if (model !== null) {
    columns.push(
      {
        id: 'weight',
        header: words('weight'),
        cell: ({ weight }) => figure(weight ?? 0),
        text: ({ weight }) => weight ?? 0,
        isNumeric: true,
      },
      {
        id: 'contribution',
        header: words('contribution'),
        cell: ({ contribution }) => figure(contribution ?? 0),
        text: ({ contribution }) => contribution ?? 0,
        isNumeric: true,
      },
    )
  }
  columns.push({
    id: 'shares',
    header: words('sharesWith'),
    cell: (token) => <span translate={token.sharedCount === 0 ? undefined : 'no'}>{sharesOf(token)}</span>,
    text: sharesOf,
  })
  const sum = tokens.reduce((all, { contribution }) => all + (contribution ?? 0), 0)
  const isWhole = search === '' && tokens.length === tokenCount
  return (
    <div className={styles.part}>
      <p role="status">
        {words('textSummary', {
          tokens: number(tokenCount),
          used: number(usedColumnCount),
          total: number(2 ** bitsize),
          collisions: number(collisionCount),
        })}{' '}
        {model === null
          ? words('textNoModel')
          : model.output === null
            ? words('textModel', { title: model.title })
            : words('textModelClass', { title: model.title, output: model.output })}
      </p>
      {text !== null && (
        <Facts
          facts={[
            [
              words('textShown'),
              <q key="text" translate="no">
                {text}
              </q>,
            ],
            ...(model !== null && isWhole ? [[words('contributionSum'), figure(sum)] as const] : []),
          ]}
        />
      )}
      <DataTable
        label={words('viewText')}
        rows={tokens}
        columns={columns}
        rowId={({ token }) => token}
        rowName={({ token }) => token}
        filters={<SearchField things={words('tokens')} value={search} onSearch={onSearch} />}
        empty={
          search === '' ? (
            <p>{words('noTokens')}</p>
          ) : (
            <NothingFound things={words('tokens')} search={search} onClear={() => onSearch('')} />
          )
        }
      />
      {tokens.length < tokenCount && search === '' && (
        <p className={styles.quiet}>{words('shownOf', { shown: number(tokens.length), total: number(tokenCount) })}</p>
      )}
    </div>
  )
}
