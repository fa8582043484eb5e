import { Button, ProgressBar } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { storageWords } from '../storage-words.ts'
import styles from './container.module.css'
import type { BlobUpload } from './use-blob-uploads.ts'

/** Files that are on their way, each with its bytes and a button that stops it. */
export function SendingList({ uploads }: { readonly uploads: readonly BlobUpload[] }) {
  const words = useWords(storageWords)
  const { bytes } = useFormats()
  if (uploads.length === 0) return null
  return (
    <ul className={styles.sending}>
      {uploads.map(({ id, name, sentBytes, totalBytes, stop }) => (
        <li key={id}>
          <div className={styles.line}>
            <strong translate="no">{name}</strong>
            <span>{words('sentOf', { sent: bytes(sentBytes), total: bytes(totalBytes) })}</span>
            <Button size="small" icon={<DismissRegular />} onClick={stop}>
              {words('stopShort')}
              <span className="visually-hidden"> {name}</span>
            </Button>
          </div>
          <ProgressBar
            value={totalBytes === 0 ? 1 : sentBytes / totalBytes}
            aria-label={words('uploading', { name })}
            thickness="large"
          />
        </li>
      ))}
    </ul>
  )
}
