import { Button, Field, Input, Select, Textarea } from '@fluentui/react-components'
import type { HashedTextAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { type OutputPlace, runPath } from '../api/experiment-place.ts'
import { type StudioQuery, useStudio } from '../api/studio-api.ts'
import { HashedTokens } from './HashedTokens.tsx'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

const sampledRows = 2_000
const longestText = 4_000
type Mode = 'rows' | 'row' | 'own'

/** Which words fall in which column of Feature Hashing, of all rows, one row or a text of one's own. */
export function HashedText({ place, rowCount }: { readonly place: OutputPlace; readonly rowCount: number }) {
  const words = useVisualizeWords()
  const { number } = useFormats()
  const [mode, setMode] = useState<Mode>('rows')
  const [column, setColumn] = useState<string>()
  const [row, setRow] = useState(1)
  const [text, setText] = useState('')
  const [looked, setLooked] = useState('')
  const [search, setSearch] = useState('')
  const query: StudioQuery = {
    column,
    q: search,
    ...(mode === 'row' ? { row: row - 1 } : {}),
    // An empty text is no text: a space has no words either.
    ...(mode === 'own' ? { text: looked === '' ? ' ' : looked } : {}),
  }
  const path = `${runPath(place.experimentId, place.runId)}/modules/${encodeURIComponent(place.node)}/hashed-text`
  const { data, error, refetch } = useStudio<HashedTextAnswer>(path, query)
  const modeNames = {
    rows: words('textModeRows', { count: number(Math.min(rowCount, sampledRows)) }),
    row: words('textModeRow'),
    own: words('textModeOwn'),
  }
  return (
    <div className={styles.scroll}>
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault()
          setLooked(text)
        }}
      >
        <Field label={words('textMode')}>
          <Select value={mode} onChange={(_, { value }) => setMode(value as Mode)}>
            {(['rows', 'row', 'own'] as const).map((one) => (
              <option key={one} value={one}>
                {modeNames[one]}
              </option>
            ))}
          </Select>
        </Field>
        {data !== undefined && data.columns.length > 1 && (
          <Field label={words('textColumn')}>
            <Select value={data.column} onChange={(_, { value }) => setColumn(value)} translate="no">
              {data.columns.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
        )}
        {mode === 'row' && (
          <Field label={words('textRowNumber')}>
            <Input
              type="number"
              min={1}
              max={rowCount}
              value={String(row)}
              onChange={(_, { value }) => setRow(Math.min(rowCount, Math.max(1, Math.trunc(Number(value)) || 1)))}
            />
          </Field>
        )}
        {mode === 'own' && (
          <>
            <Field label={words('textOwn')}>
              <Textarea value={text} maxLength={longestText} onChange={(_, { value }) => setText(value)} />
            </Field>
            <Button type="submit">{words('textLook')}</Button>
          </>
        )}
      </form>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && error === null && <HashedTokens answer={data} search={search} onSearch={setSearch} />}
    </div>
  )
}
