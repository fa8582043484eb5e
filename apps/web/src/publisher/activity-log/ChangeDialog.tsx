import type { UserProperties } from '@sluice/contracts'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { FormDialog } from '../../shared/ui/dialogs/FormDialog.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { toPageOf } from '../editing/to-page-of.ts'
import styles from './ActivityLog.module.css'
import { ActorName } from './ActorName.tsx'
import { activityWords } from './activity-words.ts'
import { type AuditEntry, actionKinds } from './audit-entry.ts'
import { toDifferences } from './differences.ts'

/** One change: what was there before, and after. */
export function ChangeDialog({
  position,
  entry,
  users,
  onClose,
}: {
  readonly position: number
  /** Undefined = not on the page of the log that is shown. */
  readonly entry: AuditEntry | undefined
  readonly users: readonly Resource<UserProperties>[]
  readonly onClose: () => void
}) {
  const service = useService()
  const words = useWords(activityWords)
  const { moment } = useFormats()
  const differences = entry === undefined ? [] : toDifferences(entry.before, entry.after)
  return (
    <FormDialog title={words('changeTitle', { number: position })} onClose={onClose}>
      {entry === undefined ? (
        <p>{words('notOnPage')}</p>
      ) : (
        <div className={styles.whole}>
          <Facts
            facts={[
              [
                words('resource'),
                <CodeText key="what" value={toPageOf(entry.resourceId, service).label} name={words('resource')} />,
              ],
              [
                words('action'),
                <StateLabel key="action" kind={actionKinds[entry.action]}>
                  {words(entry.action)}
                </StateLabel>,
              ],
              [words('actor'), <ActorName key="who" actor={entry.actor} users={users} />],
              [words('at'), moment(entry.at)],
              ...(entry.requestId === null
                ? []
                : [
                    [
                      words('requestId'),
                      <CodeText key="request" value={entry.requestId} name={words('requestId')} />,
                    ] as const,
                  ]),
            ]}
          />
          {differences.length === 0 ? (
            <p>{words('noDifference')}</p>
          ) : (
            <table className={styles.differences}>
              <thead>
                <tr>
                  <th scope="col">{words('field')}</th>
                  <th scope="col">{words('before')}</th>
                  <th scope="col">{words('after')}</th>
                </tr>
              </thead>
              <tbody translate="no">
                {differences.map(({ path, before, after }) => (
                  <tr key={path}>
                    <th scope="row">
                      <code>{path}</code>
                    </th>
                    <td className={before === undefined ? undefined : styles.before}>
                      {before !== undefined && <pre>{before}</pre>}
                    </td>
                    <td className={after === undefined ? undefined : styles.after}>
                      {after !== undefined && <pre>{after}</pre>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </FormDialog>
  )
}
