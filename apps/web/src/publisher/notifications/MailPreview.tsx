import { useMemo, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { styleNonce } from '../../shared/theme/style-nonce.ts'
import { Tabs } from '../../shared/ui/navigation/Tabs.tsx'
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
  const [shown, setShown] = useState<'html' | 'text'>('html')
  const content = useMemo(() => toPreviewDocument(html, styleNonce()), [html])
  return (
    <div className={styles.preview}>
      <p className={styles.subject} translate="no">
        {subject}
      </p>
      <Tabs
        size="small"
        label={words('previewOf')}
        selected={shown}
        onSelect={setShown}
        tabs={[
          { id: 'html', label: words('previewHtml') },
          { id: 'text', label: words('previewText') },
        ]}
      />
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
