import { Button } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { saveFile } from '../../shared/ui/values/save-file.ts'
import { OuterLink } from '../catalogue/OuterLink.tsx'
import { sendDeveloper } from '../developer-api.ts'
import { usePortal } from '../use-portal.ts'
import { type Attachment, toIssuePath } from './issue-queries.ts'
import { issueWords } from './issue-words.ts'
import styles from './issues.module.css'
import { toBytes } from './read-file.ts'

/** Files and links that belong to an issue. Files are saved and never opened here: they come from strangers. */
export function AttachmentList({
  api,
  issue,
  attachments,
}: {
  readonly api: string
  readonly issue: string
  readonly attachments: readonly Attachment[]
}) {
  const words = useWords(issueWords)
  const messages = useMessages()
  const { service } = usePortal()
  const download = async ({ name, properties: { title } }: Attachment) => {
    try {
      const path = `${toIssuePath(api, issue)}/attachments/${encodeURIComponent(name)}`
      const { body } = await sendDeveloper<Attachment>(service, path)
      saveFile(title, toBytes(body.properties.content ?? ''), 'application/octet-stream')
    } catch (error) {
      messages.failed(words('downloadFailed', { name: title }), error)
    }
  }
  return (
    <ul className={styles.files}>
      {attachments.map((attachment) => {
        const { title, contentFormat, content } = attachment.properties
        return (
          <li key={attachment.name}>
            {contentFormat.toLowerCase() === 'link' ? (
              <OuterLink address={content ?? ''} text={title} />
            ) : (
              <Button
                icon={<ArrowDownloadRegular />}
                aria-label={words('download', { name: title })}
                onClick={() => void download(attachment)}
              >
                <span translate="no">{title}</span>
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
