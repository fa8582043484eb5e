import { Button, SearchBox } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { usePortal } from '../use-portal.ts'
import styles from './front.module.css'
import { frontWords } from './front-words.ts'

/** Leads to the list of APIs with what was typed. */
export function FrontSearch() {
  const words = useWords(frontWords)
  const ui = useWords(uiWords)
  const { service } = usePortal()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  return (
    <search>
      <form
        className={styles.search}
        onSubmit={(event) => {
          event.preventDefault()
          const q = text.trim()
          void navigate({ to: '/developer/$service/apis', params: { service }, search: q === '' ? {} : { q } })
        }}
      >
        <SearchBox
          className={styles.field}
          aria-label={words('searchLabel')}
          placeholder={words('searchLabel')}
          data-list-search
          value={text}
          onChange={(_, { value }) => setText(value)}
          dismiss={{ 'aria-label': ui('clear') }}
        />
        <Button type="submit" appearance="primary">
          {words('search')}
        </Button>
      </form>
    </search>
  )
}
