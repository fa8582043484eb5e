import { Tab, TabList } from '@fluentui/react-components'
import { useMemo, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { styleNonce } from '../../shared/theme/style-nonce.ts'
import styles from './Notifications.module.css'
import { notificationsWords } from './notifications-words.ts'
import { toPreviewDocument } from './preview-document.ts'

/** A mail as its reader sees it, with or without formatting. Nothing in it runs, and no link of it is followed. */
export function MailPreview({
  subject,
  html,
  text,
}: {
  readonly subject: string
  readonly html: string
  readonly text: string
}) {
  const words = useWords(notificationsWords)
  const [shown, setShown] = useState<unknown>('html')
  const content = useMemo(() => toPreviewDocument(html, styleNonce()), [html])
  return (
    <div className={styles.preview}>
      <p className={styles.subject} translate="no">
        {subject}
      </p>
      <TabList
        size="small"
        aria-label={words('previewOf')}
        selectedValue={shown}
        onTabSelect={(_, { value }) => setShown(value)}
      >
        <Tab value="html">{words('previewHtml')}</Tab>
        <Tab value="text">{words('previewText')}</Tab>
      </TabList>
      {shown === 'html' ? (
        <iframe className={styles.frame} title={words('previewOf')} sandbox="" srcDoc={content} />
      ) : (
        <pre className={styles.text} translate="no">
          {text}
        </pre>
      )}
    </div>
  )
}
