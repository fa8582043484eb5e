import { AppsListRegular, HomeRegular } from '@fluentui/react-icons'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { SideMenu } from '../../shared/ui/navigation/SideMenu.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import styles from './catalogue.module.css'

export function NavigationParts() {
  return (
    <>
      <Section title="Links">
        <div className={styles.line}>
          <TextLink href="/catalogue">A link</TextLink>
          <LinkButton to="/">A link that looks like a button</LinkButton>
          <LinkButton to="/" appearance="primary">
            The first one of a page
          </LinkButton>
        </div>
      </Section>
      <Section title="Tabs" description="One has something that is not saved.">
        <RouteTabs
          label="Example"
          selected="one"
          tabs={[
            { id: 'one', label: 'Summary', href: '/catalogue?part=navigation' },
            { id: 'two', label: 'Settings', href: '/catalogue?part=navigation', isDirty: true },
          ]}
        />
      </Section>
      <Section title="Side menu">
        <div className={styles.menu}>
          <SideMenu
            label="Example menu"
            groups={[
              { entries: [{ href: '/catalogue', label: 'Here', icon: <HomeRegular /> }] },
              { label: 'Group', entries: [{ href: '/', label: 'Home', icon: <AppsListRegular /> }] },
            ]}
          />
        </div>
      </Section>
    </>
  )
}
