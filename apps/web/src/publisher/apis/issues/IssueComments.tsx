import { Button, Field, Textarea, Tooltip } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import type { IssueCommentProperties } from '@sluice/contracts'
import { useState } from 'react'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useArmChange } from '../../../shared/api-client/use-resource.ts'
import { useSession } from '../../../shared/auth/session.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import styles from './issues.module.css'
import { issuesWords } from './issues-words.ts'
import { UserName } from './UserName.tsx'

type Comment = Resource<IssueCommentProperties>

/** What was said of an issue, and a field to say more. */
export function IssueComments({ path, comments }: { readonly path: string; readonly comments: readonly Comment[] }) {
  const words = useWords(issuesWords)
  const { moment } = useFormats()
  const messages = useMessages()
  const session = useSession()
  const mayWrite = useMay('publisher')
  const { mutateAsync, isPending } = useArmChange()
  const [text, setText] = useState('')
  const put = (name: string, properties: object) =>
    mutateAsync({ path: `${path}/comments/${name}`, method: 'PUT', body: { properties } })
  const add = async () => {
    if (text.trim() === '' || isPending) return
    try {
      await put(crypto.randomUUID(), { text: text.trim(), userId: `/users/${session?.userId}` })
      setText('')
      messages.done(words('commentAdded'))
    } catch (error) {
      messages.failed(words('commentFailed'), error)
    }
  }
  const remove = async ({ name, properties }: Comment) => {
    try {
      await mutateAsync({ path: `${path}/comments/${name}`, method: 'DELETE', ifMatch: '*' })
      messages.undoable(words('commentRemoved'), () => void put(name, properties))
    } catch (error) {
      messages.failed(words('commentFailed'), error)
    }
  }
  return (
    <div className={styles.issue}>
      {comments.length === 0 ? (
        <p>{words('noComments')}</p>
      ) : (
        <ul className={styles.comments}>
          {comments.map((comment) => {
            const { userId, createdDate, text: said } = comment.properties
            return (
              <li key={comment.name}>
                <div className={styles.commentHead}>
                  <UserName userId={userId} />
                  {createdDate !== undefined && <TimeAgo iso={createdDate} />}
                  {mayWrite && (
                    <Tooltip
                      content={words('deleteComment', {
                        time: createdDate === undefined ? '' : moment(createdDate),
                      })}
                      relationship="label"
                    >
                      <Button
                        appearance="subtle"
                        size="small"
                        icon={<DeleteRegular />}
                        onClick={() => void remove(comment)}
                      />
                    </Tooltip>
                  )}
                </div>
                <p className={styles.said} translate="no">
                  {said}
                </p>
              </li>
            )
          })}
        </ul>
      )}
      {mayWrite &&
        (session?.userId == null ? (
          <p>{words('noAccount')}</p>
        ) : (
          <form
            className={styles.commentForm}
            onSubmit={(event) => {
              event.preventDefault()
              void add()
            }}
          >
            <Field label={words('comment')}>
              <Textarea value={text} resize="vertical" onChange={(_, { value }) => setText(value)} />
            </Field>
            <div>
              <Button type="submit" disabledFocusable={text.trim() === '' || isPending}>
                {words('addComment')}
              </Button>
            </div>
          </form>
        ))}
    </div>
  )
}
