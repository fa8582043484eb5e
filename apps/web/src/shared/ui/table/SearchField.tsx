import { SearchBox } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'

/** Typing goes on for so long before the server is asked. */
const pauseMs = 250

/** The search of a list; its text stands in the address. `/` puts the cursor here. */
export function SearchField({
  things,
  value,
  onSearch,
}: {
  /** Plural: `APIs`. */
  readonly things: string
  readonly value: string
  readonly onSearch: (text: string) => void
}) {
  const words = useWords(uiWords)
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onSearch(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text, value, onSearch])
  const label = words('searchIn', { things })
  return (
    <SearchBox
      aria-label={label}
      placeholder={label}
      data-list-search
      value={text}
      onChange={(_, { value: typed }) => setText(typed)}
      dismiss={{ 'aria-label': words('clear') }}
    />
  )
}
