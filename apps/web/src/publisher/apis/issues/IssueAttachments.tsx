import { Button } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { type Resource, readResource } from '../../../shared/api-client/resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { saveFile } from '../../../shared/ui/values/save-file.ts'
import { type AttachmentView, safeLink } from './issue-view.ts'
import styles from './issues.module.css'
import { issuesWords } from './issues-words.ts'

/** Files and links that came with an issue. A file is only ever saved, never shown: strangers sent it. */
export function IssueAttachments({ attachments }: { readonly attachments: readonly Resource<AttachmentView>[] }) {
  const words = useWords(issuesWords)
  const messages = useMessages()
  const download = async ({ id }: Resource<AttachmentView>) => {
    try {
      const { properties } = await readResource<AttachmentView>(id)
      const bytes = Uint8Array.from(atob(properties.content ?? ''), (character) => character.charCodeAt(0))
      saveFile(properties.title, bytes, 'application/octet-stream')
    } catch (error) {
      messages.failed(words('attachmentFailed'), error)
    }
  }
  return (
    <ul className={styles.attachments}>
      {attachments.map((attachment) => {
        const { title, contentFormat, content } = attachment.properties
        const link = contentFormat.toLowerCase() === 'link' ? safeLink(content) : undefined
        return (
          <li key={attachment.name} translate="no">
            {link === undefined ? (
              <Button
                appearance="subtle"
                icon={<ArrowDownloadRegular />}
                aria-label={words('download', { name: title })}
                onClick={() => void download(attachment)}
              >
                {title}
              </Button>
            ) : (
              <a href={link} rel="noopener noreferrer nofollow">
                {title}
              </a>
            )}
          </li>
        )
      })}
    </ul>
  )
}
