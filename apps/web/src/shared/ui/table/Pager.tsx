import { Button, Tooltip } from '@fluentui/react-components'
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { useFormats } from '../../languages/formats.ts'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import styles from './DataTable.module.css'

/** Where in the whole list this page is, and the way to its neighbours. */
export function Pager({
  page,
  size,
  total,
  onPage,
}: {
  /** From 1. */
  readonly page: number
  readonly size: number
  readonly total: number
  readonly onPage: (page: number) => void
}) {
  const words = useWords(uiWords)
  const { number } = useFormats()
  const last = Math.max(1, Math.ceil(total / size))
  return (
    <nav className={styles.pager} aria-label={words('pagination')}>
      <span role="status">
        {words('of', {
          from: number((page - 1) * size + 1),
          to: number(Math.min(page * size, total)),
          total: number(total),
        })}
      </span>
      <Tooltip content={words('pagePrevious')} relationship="label">
        <Button
          appearance="subtle"
          icon={<ChevronLeftRegular />}
          disabledFocusable={page <= 1}
          onClick={() => page > 1 && onPage(page - 1)}
        />
      </Tooltip>
      <Tooltip content={words('pageNext')} relationship="label">
        <Button
          appearance="subtle"
          icon={<ChevronRightRegular />}
          disabledFocusable={page >= last}
          onClick={() => page < last && onPage(page + 1)}
        />
      </Tooltip>
    </nav>
  )
}
