import {
  Button,
  CounterBadge,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  ProgressBar,
  Tooltip,
} from '@fluentui/react-components'
import { TasksAppRegular } from '@fluentui/react-icons'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { removeJob, useJobs } from '../../shared/ui/feedback/jobs.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import styles from './frame.module.css'
import { frameWords } from './frame-words.ts'

/** Everything of this tab that takes more than a moment. */
export function JobsTray() {
  const words = useWords(frameWords)
  const ui = useWords(uiWords)
  const jobs = useJobs()
  const running = jobs.filter(({ state }) => state === 'running').length
  const label = running === 0 ? words('jobs') : words('jobsCount', { count: running })
  return (
    <Popover withArrow trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Tooltip content={label} relationship="label">
          <Button
            appearance="subtle"
            icon={
              <span className={styles.trayIcon}>
                <TasksAppRegular />
                {running > 0 && <CounterBadge count={running} size="small" className={styles.trayCount} />}
              </span>
            }
          />
        </Tooltip>
      </PopoverTrigger>
      <PopoverSurface className={styles.tray} aria-label={words('jobs')}>
        {jobs.length === 0 && <p>{words('jobsEmpty')}</p>}
        <ul>
          {jobs.map(({ id, title, step, state, share, href, stop }) => (
            <li key={id}>
              <div className={styles.trayLine}>
                <Link to={href}>{title}</Link>
                {state !== 'running' && (
                  <Button size="small" appearance="subtle" onClick={() => removeJob(id)}>
                    {ui('dismiss')}
                  </Button>
                )}
                {state === 'running' && stop !== undefined && (
                  <Button
                    size="small"
                    appearance="subtle"
                    onClick={stop}
                    aria-label={words('stopNamed', { name: title })}
                  >
                    {words('stop')}
                  </Button>
                )}
              </div>
              <StateLabel kind={state}>{step}</StateLabel>
              {state === 'running' && (
                <ProgressBar {...(share === undefined ? {} : { value: share })} aria-label={title} />
              )}
            </li>
          ))}
        </ul>
      </PopoverSurface>
    </Popover>
  )
}
