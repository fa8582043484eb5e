import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { storageWords } from '../storage-words.ts'
import styles from './container.module.css'

/** Where in a container one is, with the way up. */
export function FolderPath({
  container,
  folder,
  own,
}: {
  readonly container: string
  /** With its slash at the end; empty = the container itself. */
  readonly folder: string
  /** Address of the container's page. */
  readonly own: string
}) {
  const words = useWords(storageWords)
  if (folder === '') return null
  const parts = folder.split('/').slice(0, -1)
  return (
    <nav aria-label={words('folders')}>
      <ol className={styles.path}>
        <li>
          <TextLink href={own} isName>
            {container}
          </TextLink>
        </li>
        {parts.map((part, index) => {
          const path = `${parts.slice(0, index + 1).join('/')}/`
          return (
            <li key={path}>
              <span aria-hidden>/ </span>
              {path === folder ? (
                <span translate="no" aria-current="page">
                  {part}
                </span>
              ) : (
                <TextLink href={`${own}?folder=${encodeURIComponent(path)}`} isName>
                  {part}
                </TextLink>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
