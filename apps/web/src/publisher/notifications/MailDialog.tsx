import { useService } from '../../shared/api-client/service.ts'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { FormDialog } from '../../shared/ui/dialogs/FormDialog.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { MailPreview } from './MailPreview.tsx'
import { mailStateKinds, type WholeMail } from './mail.ts'
import styles from './Notifications.module.css'
import { notificationsWords } from './notifications-words.ts'

/** One mail of the outbox, with what it says. */
export function MailDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const service = useService()
  const words = useWords(notificationsWords)
  const { moment } = useFormats()
  const { data, error, refetch } = useResource<WholeMail>(`${service.id}/mails/${encodeURIComponent(id)}`)
  const mail = data?.properties
  return (
    <FormDialog title={mail === undefined ? words('outbox') : words('mailTitle', { name: mail.to })} onClose={onClose}>
      {mail === undefined ? (
        error === null ? (
          <Loading lines={4} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <div className={styles.fields}>
          <Facts
            facts={[
              [
                words('state'),
                <StateLabel key="state" kind={mailStateKinds[mail.state]}>
                  {words(`state_${mail.state}`)}
                </StateLabel>,
              ],
              [words('created'), moment(mail.createdDate)],
              ...(mail.sentDate === null ? [] : [[words('sentAt'), moment(mail.sentDate)] as const]),
              ...(mail.nextAttemptDate === null ? [] : [[words('next'), moment(mail.nextAttemptDate)] as const]),
              ...(mail.lastError === null ? [] : [[words('lastError'), mail.lastError] as const]),
            ]}
          />
          <MailPreview subject={mail.subject} html={mail.html} text={mail.text} />
        </div>
      )}
    </FormDialog>
  )
}
