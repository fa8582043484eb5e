import { Button } from '@fluentui/react-components'
import type { PortalSummary } from '@sluice/contracts'
import { useState } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import styles from './Dashboard.module.css'
import { dashboardWords } from './dashboard-words.ts'
import { hideQuickStart, isQuickStartHidden } from './quick-start.ts'

/** More than the samples of a new instance: whoever has so many has found the way. */
const firstApis = 2

/** The way from nothing to the first call. */
export function QuickStart({ summary }: { readonly summary: PortalSummary }) {
  const { name } = useService()
  const words = useWords(dashboardWords)
  const [isHidden, setHidden] = useState(() => isQuickStartHidden(name))
  if (isHidden || summary.apis > firstApis) return null
  const steps = [
    { href: `/publisher/${name}/apis/new`, label: words('startAdd'), text: words('startAddText') },
    { href: `/publisher/${name}/products`, label: words('startProduct'), text: words('startProductText') },
    { href: `/developer/${name}/apis`, label: words('startTry'), text: words('startTryText') },
  ]
  return (
    <Section
      title={words('start')}
      actions={
        <Button
          appearance="subtle"
          onClick={() => {
            hideQuickStart(name)
            setHidden(true)
            document.querySelector<HTMLElement>('main h1')?.focus()
          }}
        >
          {words('hide')}
        </Button>
      }
    >
      <ol className={styles.steps}>
        {steps.map(({ href, label, text }) => (
          <li key={href} className={styles.step}>
            <h3>
              <TextLink href={href}>{label}</TextLink>
            </h3>
            <p className={styles.aside}>{text}</p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
