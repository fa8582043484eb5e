import { Button } from '@fluentui/react-components'
import { useLocation } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import type { Product } from '../catalogue/catalogue.ts'
import { delegate } from '../delegate.ts'
import { developerWords } from '../developer-words.ts'
import { countLeft, type Subscription } from '../subscriptions/own-subscriptions.ts'
import { usePortal } from '../use-portal.ts'
import styles from './ProductPage.module.css'
import { productsWords } from './products-words.ts'
import { SubscribeForm } from './SubscribeForm.tsx'

/** Subscribing, or why that is not possible here and now. */
export function SubscribeSection({
  product,
  own,
  userId,
}: {
  readonly product: Product
  readonly own: readonly Subscription[]
  /** Null = a visitor. */
  readonly userId: string | null
}) {
  const words = useWords(productsWords)
  const shared = useWords(developerWords)
  const messages = useMessages()
  const { service, settings } = usePortal()
  const { href } = useLocation()
  const left = countLeft(own, product.properties.subscriptionsLimit)
  const leave = () => {
    delegate(service, { operation: 'Subscribe', productId: product.name }).catch((error: unknown) =>
      messages.failed(words('subscribe'), error),
    )
  }
  if (userId === null) {
    return (
      <Section title={words('subscribe')} description={words('signInText')}>
        <div className={styles.buttons}>
          <LinkButton to="/sign-in" search={{ service, returnTo: href }} appearance="primary">
            {shared('signIn')}
          </LinkButton>
          {settings.isSignUpOpen && (
            <LinkButton to="/sign-up" search={{ service }}>
              {shared('signUp')}
            </LinkButton>
          )}
        </div>
      </Section>
    )
  }
  if (left === 0) return <Section title={words('subscribe')}>{words('limitReached')}</Section>
  if (settings.areSubscriptionsDelegated) {
    return (
      <Section title={words('subscribe')} description={words('otherSite')}>
        <Button appearance="primary" onClick={leave}>
          {words('subscribe')}
        </Button>
      </Section>
    )
  }
  return (
    <Section title={words('subscribe')} description={words('subscribeText')}>
      <SubscribeForm product={product} userId={userId} key={own.length} />
    </Section>
  )
}
