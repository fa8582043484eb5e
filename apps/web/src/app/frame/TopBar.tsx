import { Button, Tooltip } from '@fluentui/react-components'
import { QuestionCircleRegular, SearchRegular } from '@fluentui/react-icons'
import { Link, useLocation, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { saveLast } from '../areas/last-places.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { AreaMenu } from './AreaMenu.tsx'
import styles from './frame.module.css'
import { frameWords } from './frame-words.ts'
import { InstancePicker } from './InstancePicker.tsx'
import { JobsTray } from './JobsTray.tsx'
import { WorkspacePicker } from './WorkspacePicker.tsx'

export const commandKeys = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘ K' : 'Ctrl K'

/** Area switch, instance, search, jobs, help, account. */
export function TopBar({
  onCommands,
  onShortcuts,
}: {
  readonly onCommands: () => void
  readonly onShortcuts: () => void
}) {
  const words = useWords(frameWords)
  const session = useSession()
  const { service, workspace } = useParams({ strict: false }) as {
    readonly service?: string
    readonly workspace?: string
  }
  const { pathname } = useLocation()
  const area = pathname.split('/')[1]
  const mayManage = allows(session, 'analyst')
  useEffect(() => {
    if (service !== undefined) saveLast('service', service)
    if (workspace !== undefined) saveLast('workspace', workspace)
  }, [service, workspace])
  return (
    <header className={styles.top}>
      <Link
        to={mayManage || service === undefined ? '/' : '/developer/$service'}
        params={{ service: service ?? '' }}
        className={styles.brand}
        translate="no"
      >
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span className={styles.brandName}>Sluice</span>
      </Link>
      {mayManage && <AreaMenu />}
      {mayManage && workspace !== undefined && <WorkspacePicker workspace={workspace} />}
      {mayManage && service !== undefined && <InstancePicker service={service} area={area ?? 'publisher'} />}
      <div className={styles.topMiddle}>
        {mayManage && (
          <Button
            className={styles.search}
            icon={<SearchRegular />}
            onClick={onCommands}
            aria-keyshortcuts="Control+K Meta+K"
          >
            <span className={styles.wideOnly}>{words('commands')}</span>
            <kbd className={styles.wideOnly}>{commandKeys}</kbd>
          </Button>
        )}
      </div>
      <div className={styles.topRight}>
        {mayManage && <JobsTray />}
        <Tooltip content={words('shortcuts')} relationship="label">
          <Button appearance="subtle" icon={<QuestionCircleRegular />} onClick={onShortcuts} />
        </Tooltip>
        {mayManage && area === 'publisher' && service !== undefined && (
          <LinkButton to="/developer/$service" params={{ service }} appearance="subtle">
            {words('developer')}
          </LinkButton>
        )}
        {mayManage && area === 'developer' && service !== undefined && (
          <LinkButton to="/publisher/$service" params={{ service }} appearance="subtle">
            {words('manage')}
          </LinkButton>
        )}
        <AccountMenu service={service} />
      </div>
    </header>
  )
}
